"""The network of a season: every phone, and what reached it when."""

from __future__ import annotations

from bot.networks.base import OptedOut
from bot.practice.phone import Phone
from storage.messages.buckets import Pace
from storage.messages.outgoing import Parcel
from tests.conftest import HandClock
from tests.support.year.report import Delivery
from tests.support.year.season import GROUP, Season


class Phones:
    """Every phone of the season, and what reached it when."""

    channels = ("telegram", "sms")

    def __init__(self, clock: HandClock, season: Season) -> None:
        """Nobody has one yet."""
        self.clock, self.season = clock, season
        self.by_address: dict[tuple[str, str], tuple[str, Phone]] = {}
        self.by_name: dict[tuple[str, str], Phone] = {}
        self.deliveries: list[Delivery] = []
        self.blocked: set[str] = set()
        self.refused: list[tuple[str, str]] = []

    def of(self, name: str, channel: str) -> Phone:
        """Someone's phone, bought if they have none."""
        if (name, channel) not in self.by_name:
            number = len(self.by_name) + 1
            address = f"+3363998{number:04}" if channel == "sms" else f"{1000 + number}"
            self.by_name[name, channel] = phone = Phone(channel, address)
            self.by_address[channel, address] = (name, phone)
        return self.by_name[name, channel]

    async def send(self, parcel: Parcel) -> str:
        """Have the message appear on the phone, or in the group."""
        at = self.clock.now().astimezone(self.season.zone)
        name, phone = self.by_address.get((parcel.channel, parcel.address), (GROUP, None))
        if name in self.blocked:
            self.refused.append((name, f"{at:%Y-%m-%d}"))
            raise OptedOut("bot was blocked by the user")
        if phone:
            phone.sees((parcel.message,))
        self.deliveries.append(Delivery(at, name, parcel.channel, parcel.kind, parcel.message.text))
        return str(parcel.id)


PACES = {channel: Pace(rate=1000, burst=1000) for channel in Phones.channels}
"""The clock stands still while messages leave: there is no pace to speak of."""
