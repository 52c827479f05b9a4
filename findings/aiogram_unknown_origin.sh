#!/bin/sh
# What two public libraries do with a Telegram message that was forwarded from a kind of place they do not know.
#
# Telegram adds such kinds at any time. aiogram refuses the whole update, its text with it; python-telegram-bot reads
# it. So bot/networks/telegram_reading.py drops the branch and reads the rest again.
# It is run by hand, with a network; it fails if either library does something else than what is written below.
#
# Seen on 2026-11-29, with Python 3.11:
#   aiogram 3.31.0: refused (ValidationError)
#   python-telegram-bot 22.8: read, text 'VOTE 12', origin 'planet'

set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check aiogram==3.31.0 python-telegram-bot==22.8

found=$("$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from aiogram.types import Update as Strict
from pydantic import ValidationError
from telegram import Update as Lenient

ADA = {"id": 7, "is_bot": False, "first_name": "Ada"}
CHAT = {"id": 7, "type": "private", "first_name": "Ada"}
FORWARDED = {
    "message_id": 2,
    "date": 1790000000,
    "chat": CHAT,
    "from": ADA,
    "text": "VOTE 12",
    "forward_origin": {"type": "planet", "date": 1790000000},
}
RAW = {"update_id": 1, "message": FORWARDED}

try:
    Strict.model_validate(RAW)
    strict = "read"
except ValidationError as error:
    strict = f"refused ({type(error).__name__})"
message = Lenient.de_json(RAW, None).message
lenient = f"read, text {message.text!r}, origin {str(message.forward_origin.type)!r}"
print(f"aiogram {version('aiogram')}: {strict}")
print(f"python-telegram-bot {version('python-telegram-bot')}: {lenient}")
PYTHON
)
expected="aiogram 3.31.0: refused (ValidationError)
python-telegram-bot 22.8: read, text 'VOTE 12', origin 'planet'"

echo "$found"
if [ "$found" != "$expected" ]; then
    echo "This has changed; it was:" >&2
    echo "$expected" >&2
    exit 1
fi
echo "As it was."
