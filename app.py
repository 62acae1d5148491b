"""The viewer's front door: navigation only."""

import streamlit as st

from pipeline.pages import places

st.set_page_config(page_title="Lacuna", page_icon="◌", layout="wide")
st.navigation(places.navigation()).run()
