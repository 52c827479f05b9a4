"""Plays a transcript: a conversation as a clerk could read it, each line through the store as after a restart.

> text             the person writes; «⏎» ends a line
> [Label]          the person taps the button; by SMS, types the number shown on that line
> {code}           the person confirms: a tap, or the digits shown
> … {code} …       the digits shown by SMS among other words; {code 1} those shown first; {apart}: «4 7» for «47»
> … {receipt}      {receipt} stands for the last receipt that was given
> … {join}         {join} stands for the last code that was given to join two telephones, on either of them
> (photo)          the person sends a photo; words after it are its caption. By SMS nobody can: write telegram>
> (place 45.7,3.1) the person shares a position
> (contact)        the person shares their own number, or the one given: (contact +33639980001)
>! text            the person wrote this an hour ago, and it reaches us only now
>! [Label]         the person taps the button on the oldest message that has it
< text             the reply holds this, in its words or on its buttons («…» stands for anything between)
<! text            the reply does not hold this
<!                 there is no reply
sms< / telegram>   a line for one channel only
@ 2026-11-05 10:00 the time it is from here on
@ + 2 days         time passes
@ new phone        someone else goes on from here
@ other phone      the same person goes on on their phone of the other channel: from SMS to Telegram, or back
@ withdraw 12      the town takes a project off the ballot
@ withdraw 12 anyway   the same after people have voted, which they are told; «anyway: motif» publishes why
@ rules: kind = "choose-1", most = 1   the [ballot] of the edition says this, as a file would
@ funded 12 by 340 the town publishes that a project won, and its votes
@ town costs 25 at 9000 the services have found out what an idea costs
@ town sets 12 unfeasible: motif | ensuite   the town prepares a change; «works study» says how far the works are
@ idea sent: Titre an idea of theirs arrived, under the next number; the person must have written before
@ town merges 12 into 15: motif              the town prepares that a project goes on within another
@ publish          what was prepared is published and told: the phone hears what it is told, as it hears a reply
@ town shows comment 1                       the town lets a comment through
@ team answers 1: text   the team answers question n° 1, and its person is told
@ team goes on 1: text   the same, and the team is not done with it
@ team approves 1 as NADIA   the team says yes to who asked to become an ambassador, who is told
@ team refuses 1: motif      it says no; «ends 1: motif» of who is one already
@ a group is tied            a Telegram group is tied to ambassador 1
@ relay: text                a reminder of the town's is to be relayed by the ambassadors, who are shown it first
@ reminders                  the reminders that are due by now are planned, armed and told: the phone hears them
@ a backup is restored       the vote of the person is lost, and they are told so
@ the clock ticks            what is due for ambassadors and their groups is done
# …                a remark
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from dataclasses import replace as changed
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.channels.sms_text import LETTERS, wash
from bot.edition.forms import BallotForm
from bot.practice.phone import Phone
from bot.team import decisions
from bot.team.anyway import Wanted, changing
from bot.team.decisions import Merger, TeamDecision, project_numbered
from bot.team.stamp import Stamp
from bot.telling import ballot_news, news
from bot.telling.answers import tell
from bot.turn.message import Arrival, Heard, Incoming
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from flows.town.edition import Status
from flows.town.rules import BallotRules
from storage.database.store import Store
from storage.messages.outgoing import Outgoing
from storage.people import people, speakers
from storage.town import comments, desk, editions, proposals, publications
from storage.town.comments import CommentDecision, CommentState
from storage.town.proposals import Proposal
from storage.town.tickets import TicketEntry
from tests.conftest import PARIS, HandClock
from tests.support import losing, relaying, reminding
from tests.support.folders import TESTS

_FOLDED = str.maketrans(LETTERS)
TRANSCRIPTS = TESTS / "transcripts"
SCRIPTS = sorted(TRANSCRIPTS.glob("*.txt"))
WHY = "Financé, rang 1."
_RECEIPT = re.compile(r"Re[çc]u : ([A-Z0-9]{3}-[A-Z0-9]{4})", re.IGNORECASE)
_SHOWN = re.compile(r"\{(code|apart)(?: (\d+))?\}")
_JOIN = re.compile(r"(?:RELIER (\d{6})\b|tapez : (\d{4,6})\b)", re.IGNORECASE)
_OTHER = re.compile(r"\((photo|place|contact) ?([-+\d.,]*)\) ?(.*)")
_LINE = re.compile(r"(?:(sms|telegram))?([<>@#])(!)?\s?(.*)")


@dataclass
class Player:
    """A transcript being played on one channel."""

    store: Store
    clock: HandClock
    channel: str
    phones: int = 1
    heard: str = ""
    receipt: str = ""
    join: str = ""
    codes: list[str] = field(default_factory=list)  # to type back, in the order in which they were shown
    left: dict[tuple[int, str], Phone] = field(default_factory=dict)  # phones put down, to be taken up again
    texts: list[str] = field(default_factory=list)  # all that was sent on the channel of the beginning, in order

    def __post_init__(self) -> None:
        self.first = self.channel
        self.phone = self._new_phone()

    def play(self, script: str) -> None:
        """Play every line. Raises AssertionError at the first reply that is not as written, with the line's number."""
        for number, line in enumerate(script.splitlines(), 1):
            match = _LINE.fullmatch(line.strip())
            if not line.strip() or match is None or match[1] not in (None, self.channel):
                assert match or not line.strip(), f"line {number} is no line of a transcript: {line}"
                continue
            self._line(match[2], bool(match[3]), match[4], f"line {number}, {self.channel}")

    def _line(self, sign: str, nothing: bool, words: str, where: str) -> None:
        if words != "{code}":
            words = _SHOWN.sub(lambda shown: self._shown(int(shown[2] or 0), apart=shown[1] == "apart"), words)
        match sign:
            case ">":
                self._person(words, late=nothing)
            case "<" if nothing and not words:
                assert self.heard == "", f"{where}: silence was expected, not\n{self.heard}"
            case "<" if nothing:
                assert not _holds(self.heard, words, self.channel), f"{where}: «{words}» is in\n{self.heard}"
            case "<":
                assert _holds(self.heard, words, self.channel), f"{where}: «{words}» is not in\n{self.heard}"
            case "@":
                self._happens(words)

    def _person(self, words: str, *, late: bool = False) -> None:
        """Each message is heard by a turn of its own, which knows only what the store kept."""
        written = self.clock.now().timestamp() + (-3600 if late else 5)
        words = words.replace("{receipt}", self.receipt).replace("{join}", self.join)
        message = self._message(words.replace("⏎", "\n"), late)
        self.clock.pass_(seconds=5)
        [heard] = Turns(self.store, self.clock).hear([changed(message, at=written)])
        assert not heard.again, f"«{words}» was taken for a message heard before"
        self.phone.sees(heard.replies)
        self.texts += [reply.text for reply in heard.replies if self.channel == self.first]
        self.heard = "\n".join(_read(reply) for reply in heard.replies)
        given = _RECEIPT.search(self.heard)
        self.receipt = given[1] if given else self.receipt
        self._reads_code()
        code = _JOIN.search(self.heard)
        self.join = code[1] or code[2] if code else self.join

    def _shown(self, place: int, *, apart: bool) -> str:
        """The *place*-th code that was shown, or the newest; its digits *apart*, if someone types them so."""
        code = self.codes[place - 1]
        return " ".join(code) if apart else code

    def _reads_code(self) -> None:
        """The code on the screen, by SMS, is the newest of those that this phone was shown."""
        shown = self.phone.code if self.phone.channel == "sms" and self.phone.has_code else ""
        if shown and shown not in self.codes[-1:]:
            self.codes.append(shown)

    def _message(self, words: str, late: bool) -> Incoming:
        if words == "{code}":
            return self.phone.confirms()
        if other := _OTHER.fullmatch(words):
            return self._other(other[1], other[2] or "", other[3] or "")
        tapped = re.fullmatch(r"\[(.+)\]", words)
        if not tapped:
            return self.phone.writes(words)
        return self._old_tap(tapped[1]) if late else self.phone.taps(tapped[1])

    def _other(self, kind: str, what: str, caption: str) -> Incoming:
        """Something that is not words."""
        match kind:
            case "photo":
                return self.phone.sends_photo(caption)
            case "place":
                latitude, longitude = what.split(",")
                return self.phone.shares_place(float(latitude), float(longitude))
        return self.phone.shares_contact(what)

    def _old_tap(self, label: str) -> Incoming:
        """A tap on the oldest message that has such a button."""
        older = changed(self.phone, screen=dict(reversed(self.phone.screen.items())))
        tap = older.taps(label)
        self.phone.sent = older.sent
        return tap

    def _happens(self, what: str) -> None:
        if passes := re.fullmatch(r"\+ (\d+) (minutes|hours|days)", what):
            self.clock.at += timedelta(**{passes[2]: int(passes[1])})
        elif what == "new phone":
            self.phones += 1
            self.codes.clear()
            self.phone = self._new_phone()
        elif what == "other phone":
            self.left[self.phones, self.channel] = self.phone
            self.channel = "telegram" if self.channel == "sms" else "sms"
            self.phone = self.left.get((self.phones, self.channel)) or self._new_phone()
        elif gone := re.fullmatch(r"withdraw (\d+) anyway(?:: (.+))?", what):
            self._withdraws_anyway(int(gone[1]), gone[2] or "")
        elif withdrawn := re.fullmatch(r"withdraw (\d+)", what):
            self._town_says(int(withdrawn[1]), status=Status.WITHDRAWN)
        elif rules := re.fullmatch(r"rules: (.+)", what):
            self._rules(rules[1])
        elif funded := re.fullmatch(r"funded (\d+) by (\d+)", what):
            self._funded(int(funded[1]), int(funded[2]))
        elif idea := re.fullmatch(r"idea sent: (.+)", what):
            self._sends_idea(idea[1])
        elif costs := re.fullmatch(r"town costs (\d+) at (\d+)", what):
            self._costs(int(costs[1]), int(costs[2]))
        elif re.match("town (sets|merges|shows)|publish", what):
            self._town_decides(what)
        elif re.match("team (approves|refuses|ends)|relay: |a group is tied|the clock ticks", what):
            self._relays(what)
        elif what == "reminders":
            self._reminds()
        elif what == "a backup is restored":
            ears = relaying.Ears(self.store, self.clock, self._push)
            losing.goes_back(Room(self.store, self.clock, ears), self.channel, self.phone.address)
        elif answered := re.fullmatch(r"team (answers|goes on) (\d+): (.+)", what):
            self._team_answers(int(answered[2]), answered[3], keep_open=answered[1] == "goes on")
        else:
            self.clock.at = datetime.strptime(what, "%Y-%m-%d %H:%M").replace(tzinfo=PARIS)

    def _relays(self, what: str) -> None:
        """What ambassadors hear without having asked."""
        self.heard = ""
        relaying.happens(what, Room(self.store, self.clock, relaying.Ears(self.store, self.clock, self._push)))

    def _reminds(self) -> None:
        """Every rule is in use and arms itself; only what reaches this phone is heard."""
        mine, heard = (self.phone.channel, self.phone.address), []

        def hear(wishes: Sequence[Arrival]) -> list[Heard]:
            elsewhere = [arrival for arrival in wishes if (arrival.channel, arrival.address) != mine]
            Turns(self.store, self.clock).hear(elsewhere)
            self._push([arrival for arrival in wishes if arrival not in elsewhere])
            heard.append(self.heard)
            return []

        reminding.sets(self.store, auto=True)
        reminding.ticks(Room(self.store, self.clock, relaying.Ears(self.store, self.clock, hear)))
        self.heard = "\n".join(filter(None, heard))
        reminding.leave(self.store, self.clock.now())

    def _team_answers(self, number: int, words: str, *, keep_open: bool) -> None:
        """The team answers, as `portevoix ticket N answer` does."""
        with self.store.writing() as tx:
            ticket = desk.read(tx, self.store, editions.find(tx).id, number)
            assert ticket is not None, f"there is no question {number}"
            self.heard = ""
            desk.answer(tx, self.store, ticket, TicketEntry(words, self.clock.now(), "clerk"), keep_open=keep_open)
        tell(self.store, self._push, self.clock.now())

    def _sends_idea(self, title: str) -> None:
        """An idea of the person's, as the conversation that proposes would send it."""
        now, caller = self.clock.now(), speakers.Caller(self.channel, self.phone.address)
        with self.store.writing() as tx:
            hash = people.hash_of(self.store, self.channel, self.phone.address)
            known = speakers.lock(tx, self.store, {hash: caller}, now)[hash]
            idea = Proposal(known.person_id, title, "", "", "", "", Decimal(0), "", 0, "alone", "", "", False)
            proposals.send(tx, self.store, editions.find(tx), idea, now)

    def _rules(self, written: str) -> None:
        """People vote by these rules, before anyone did."""
        form = BallotForm.model_validate(tomllib.loads(f"ballot = {{ {written} }}")["ballot"])
        with self.store.writing() as tx:
            editions.save(tx, changed(editions.find(tx), ballot=BallotRules(**form.model_dump())))

    def _town_decides(self, what: str) -> None:
        """The team prepares, publishes or lets through, as `portevoix project`, `merge`, `publish`, `comments` do."""
        now = self.clock.now()
        clerk = Stamp("clerk", now)
        with self.store.writing() as tx:
            edition = editions.find(tx)
            if sets := re.fullmatch(r"town sets (\d+) (\w+) ?(\w*)(?:: ([^|]*))?(?:\| *(.*))?", what):
                number, status, stage, why, then = sets.groups(default="")
                decisions.decide(tx, edition, int(number), TeamDecision(status, why, then, stage), clerk)
            elif merges := re.fullmatch(r"town merges (\d+) into (\d+)(?:: (.*))?", what):
                merged, into, why = merges.groups(default="")
                decisions.merge(tx, edition, Merger(int(merged), int(into), why), clerk)
            elif shows := re.fullmatch(r"town shows comment (\d+)", what):
                comments.decide(tx, edition.id, int(shows[1]), CommentDecision(CommentState.SHOWN, "clerk", now))
            else:
                assert what == "publish", f"the town does not understand «{what}»"
                publications.publish(tx, edition.id, "clerk", now)
        if what == "publish":
            self.heard = ""
            news.tell(self.store, self._push, now)

    def _push(self, wishes: Sequence[Arrival]) -> list[Heard]:
        """What we say first, as the person's phone shows it."""
        heard = Turns(self.store, self.clock).hear(wishes)
        replies = tuple(reply for answer in heard for reply in answer.replies)
        self.phone.sees(replies)
        self.texts += [reply.text for reply in replies if self.channel == self.first]
        self.heard = "\n".join(_read(reply) for reply in replies)
        return heard

    def _new_phone(self) -> Phone:
        address = f"+3363998{self.phones:04}" if self.channel == "sms" else f"{1000 + self.phones}"
        return Phone(self.channel, address, run=f"{self.phones}-")

    def _costs(self, number: int, cost: int) -> None:
        """The services have found out what an idea costs."""
        with self.store.writing() as tx:
            edition = editions.find(tx)
            editions.correct(tx, edition.id, project_numbered(tx, edition, number).id, {"cost": Decimal(cost)})

    def _funded(self, number: int, votes: int) -> None:
        """The result is published, and project *number* has won."""
        with self.store.writing() as tx:
            edition = editions.find(tx)
            won = changed(edition.by_number[number], status=Status.WINNER, votes=votes, why=WHY)
            editions.publish(tx, edition, "{}", [won])

    def _withdraws_anyway(self, number: int, why: str) -> None:
        """Project *number* is taken from under ballots that name it, and everyone on the roll is told."""
        now = self.clock.now()
        clerk = Stamp("clerk", now)
        wanted = Wanted(clerk, anyway=True, reason="un terrain vendu")
        with self.store.writing() as tx, changing(tx, self.store, "", "withdrawing", wanted):
            edition = editions.find(tx)
            if why:
                decisions.decide(tx, edition, number, TeamDecision("withdrawn", why), clerk)
                publications.publish(tx, edition.id, "clerk", now)
            else:
                editions.correct(tx, edition.id, edition.by_number[number].id, {"status": Status.WITHDRAWN})
        self.heard = ""
        ballot_news.tell(self.store, self._push, now)

    def _town_says(self, number: int, **what: Any) -> None:
        """Project *number* is now *what*: fields of Project."""
        with self.store.writing() as tx:
            edition = editions.find(tx)
            projects = [
                changed(project, **what) if project.number == number else project for project in edition.projects
            ]
            editions.save(tx, changed(edition, projects=tuple(projects)))


def _read(reply: Outgoing) -> str:
    """The words of a reply, and of its buttons."""
    keys = [button.label for row in reply.buttons for button in row] + [reply.asks_contact] * bool(reply.asks_contact)
    return "\n".join((reply.text, *(f"[{label}]" for label in keys)))


def _holds(heard: str, words: str, channel: str) -> bool:
    """Whether the reply holds the words, blanks aside; by SMS, whatever was folded to save a segment."""
    if channel == "sms":
        heard, words = (wash(text).translate(_FOLDED) for text in (heard, words))
    parts = [re.escape(" ".join(part.split())) for part in re.split(r"…|\.\.\.", words)]
    return re.search(".*".join(parts), " ".join(heard.split())) is not None
