"""Every channel there is. To add one: a file, a line here, and its table of cases."""

from bot.channels.base import Channel
from bot.channels.sms import Sms
from bot.channels.telegram import Telegram

CHANNELS: tuple[Channel, ...] = (Telegram(), Sms())
BY_NAME: dict[str, Channel] = {channel.name: channel for channel in CHANNELS}
