"""The sample edition that ships with the product: an invented French town, to try everything on and to copy from."""

from pathlib import Path

SAMPLE = Path(__file__).with_name("montreval.toml")
