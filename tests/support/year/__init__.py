"""Whole seasons of a budget in a minute: people live them, the clock ticks, and phones note what reaches them."""
