"""Draws what ``view`` shapes, with Streamlit: one file a page."""
