"""Surveys and consultations, as people answer them."""
