"""The viewer's front door: navigation only."""

import streamlit as st

from pipeline.pages import palette, places

st.set_page_config(page_title="Lacuna", page_icon="◌", layout="wide")
st.logo(places.LOGO, size="large")
st.html(palette.STYLE)
st.navigation(places.navigation(), position="top").run()
