"""Where the pages and files are that are for everyone; what they show is made by `public.py`."""

from __future__ import annotations

HOME = "/"
RESULTS = "/results/{slug}"
MEETING = "/meetings/{slug}/{number:int}.ics"
KIT = "/kit/{slug}/{number:int}/{language}/{piece}"
QR = "/qr/{word}.png"
SHARE = "/share/{word}"

PUBLIC = (HOME, RESULTS, MEETING, KIT, QR, SHARE)
