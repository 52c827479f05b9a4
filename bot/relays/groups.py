"""What the bot answers in Telegram groups: commands only, and never anything about anybody.

1. What is not a command put to us is not read, and nobody in a group is kept: no name, no number, no answer.
2. A group is tied by an ambassador's own account, with a code that was given to them in private. Several may hold it.
3. A holder ends their own tie, who runs the group ends all of them; and so do they who leave it, and we when we do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.hands import wrong_codes
from bot.hands.ambassadors import PAYLOAD
from bot.languages.words import lexicon
from bot.relays.group_holders import held_by
from bot.relays.group_polls import Poll, open_to_all, survey_poll
from bot.relays.theme_polls import is_of_themes, theme_poll
from flows.projects.browse import card
from flows.relays.goal import progress
from flows.relays.through import LEADS_TO
from flows.talk.scene import Me, Scene
from flows.town.calendar import now_and_next
from flows.town.edition import Edition, Phase
from flows.understanding.folding import fold
from flows.understanding.lexicon import numbers_in
from flows.understanding.senses import Sense
from flows.words import Joined, Say, Text, Tongue, Verbatim, _
from storage.database.store import Store
from storage.people import speakers
from storage.relays import ambassadors, forum_topics, goals, groups
from storage.relays.groups import GroupChat, Holder
from storage.relays.holders import HOLDERS
from storage.relays.postings import MOST_A_WEEK

IN_PRIVATE = _("Ici je reste discret. Écrivez-moi en privé : personne d'autre ne lira vos réponses.")

WHERE_WE_ARE = frozenset({"bp", "budget", "phase", "menu"})
"""Commands that ask how far the budget is, in every language."""

_FOLLOW = _(
    "Où en est votre projet ? Cela ne regarde que vous : je vous le dis en privé, où vous pouvez aussi le suivre."
)
_MAY_DO_THAT = _("Seuls l'ambassadeur du groupe ou l'un de ses administrateurs peuvent le faire.")
_IS_NOT_TIED = _("Ce groupe n'est pas relié. Un ambassadeur le relie par /relier et son code.")


@dataclass(frozen=True, slots=True)
class Command:
    """A command put to us in a group, by the account *by*; by none, where an administrator speaks as the group.

    *link* is the payload that takes the command along into a private chat; *id* is the update's own; *forum_topic* is
    where it was written.
    """

    id: int
    chat: str
    name: str
    rest: str
    by: str
    link: str = ""
    forum_topic: int = 0


@dataclass(frozen=True, slots=True)
class GroupReply:
    """What to say in the group, in its language, over a button to the private chat that begins with *payload*.

    What answers nothing that changed is not *due*: it is left out where something was said a moment ago. *alone*: its
    asker need not share it with the group, where Telegram can do that.
    """

    text: Say
    language: str
    payload: str = ""
    due: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class WhoRuns:
    """It has to be asked first whether the account is one of those that run the group."""


Answer = GroupReply | Poll | WhoRuns


@dataclass
class CommandGroup:
    """A group in which a command was put to us. *admin* is whether its author runs the group; None if nobody asked."""

    tx: Connection
    store: Store
    edition: Edition
    now: datetime  # in the edition's time zone
    command: Command
    admin: bool | None = None

    def __post_init__(self) -> None:
        self.group = groups.find(self.tx, self.store, self.command.chat)
        self.language = self.group.language if self.group else self.edition.languages[0]
        if self.group:
            groups.heard(self.tx, self.group.address_id, self.now)

    def answer(self) -> Answer:
        """What to say; what the command asks for is done."""
        word = fold(self.command.name)
        if word in lexicon().languages:
            return self._speak(word)
        if word in WHERE_WE_ARE:
            return self._for_asker(self._phase())
        match lexicon().flows.get(word):
            case "join":
                return self._tie()
            case "unjoin":
                return self._untie()
            case "language":
                return self._speak(self.command.rest)
            case "survey":
                return self._poll()
            case "browse":
                return self._for_asker(self._card())
            case "follow":
                return self._for_asker(self._follow())
        if self.group and _asks_for_help(word):
            return self._told(introduction(self.edition))
        return self._told(IN_PRIVATE, self._along())

    def _told(self, text: Say, payload: str = "", *, due: bool = False) -> GroupReply:
        return GroupReply(text, self.language, payload, due)

    def _for_asker(self, reply: GroupReply) -> GroupReply:
        """The asker of it alone need see it, in a group that is tied."""
        return replace(reply, alone=self.group is not None)

    def _along(self) -> str:
        """The payload that takes the command into the private chat, through who holds the group."""
        name, _dash, _rest = self.command.link.partition("_")
        return self._through(self.command.link if not self.group or name in LEADS_TO else "") or "groupe"

    def _through(self, payload: str) -> str:
        if self.group is None:
            return payload
        return "_".join(part for part in (PAYLOAD + self.group.holders[0].word, payload) if part)

    def _phase(self) -> GroupReply:
        name = Verbatim(self.edition.name)
        text = Joined((_("{name} :", name=name), now_and_next(self.edition, self.now)), " ")
        return self._told(Joined((text, *self._goal()), "\n"), self._through("") or "groupe")

    def _goal(self) -> tuple[Say, ...]:
        """How far the goal is of the first who holds the group and has one, while people vote."""
        if self.group is None or self.edition.phase_at(self.now) is not Phase.VOTE:
            return ()
        all_ = (goals.progress(self.tx, one.ambassador_id, self.now.date()) for one in self.group.holders)
        far = next((one for one in all_ if one), None)
        return (progress(far.target, far.voted, self.edition.district_names.get(far.district, "")),) if far else ()

    def _card(self) -> GroupReply:
        """The project of a number, as everybody may read it."""
        numbers, _rest = numbers_in(self.command.rest, lexicon())
        project = self.edition.by_number.get(numbers[0]) if numbers else None
        if project is None:
            unknown = _("Il n'y a pas de projet n° {number}.", number=numbers[0]) if numbers else None
            how = _("Écrivez /projet et un numéro, par exemple : /projet 12")
            return self._told(Joined((unknown, how), " ") if unknown else how)
        scene = Scene(self.edition, self.now, Me(0, self.language))
        return self._told(card(project, scene), self._through(f"projet_{project.number}"))

    def _follow(self) -> GroupReply:
        """What becomes of somebody's own project is for the private chat alone, which the button opens at that."""
        numbers, _rest = numbers_in(self.command.rest, lexicon())
        return self._told(_FOLLOW, self._through("_".join(("suivi", *map(str, numbers[:1])))))

    # Tying and untying

    def _tie(self) -> GroupReply:
        code = "".join(sign for sign in self.command.rest if sign.isdigit())
        if self.group and self._mine():
            forum_topics.settle(self.tx, self.group.id, self.command.forum_topic)
            return self._told(introduction(self.edition), due=True)
        if not self.command.by:
            return self._told(_("Écrivez-le en votre nom, pas au nom du groupe : je dois reconnaître l'ambassadeur."))
        if not code:
            return self._told(_("Écrivez /relier et votre code. Pour l'avoir, écrivez-moi en privé : MONGROUPE"))
        return self._tie_with(code)

    def _tie_with(self, code: str) -> GroupReply:
        known = speakers.found(self.tx, self.store, "telegram", self.command.by)
        ambassador = known and ambassadors.of_person(self.tx, self.store, self.edition.id, known.person_id)
        if not ambassador or not ambassadors.use_code(self.tx, self.store, ambassador.id, code, self.now):
            if known and wrong_codes.count(self.tx, self.edition, known, self.now) and ambassador:
                ambassadors.forget_code(self.tx, ambassador.id)
            return self._told(
                _("Ce code n'est pas le vôtre, ou il est trop vieux. Un nouveau, en privé avec moi : MONGROUPE")
            )
        here = GroupChat(self.command.chat, self.language, self.command.forum_topic)
        groups.tie(self.tx, self.store, here, ambassador.id, self.now)
        return self._told(
            _one_more(len(self.group.holders) + 1) if self.group else introduction(self.edition), due=True
        )

    def _untie(self) -> GroupReply | WhoRuns:
        if self.group is None:
            return self._told(_IS_NOT_TIED)
        refused = self._refused()
        if refused:
            return refused
        mine = self._mine() or self.group.holders
        groups.untie(self.tx, self.now, HOLDERS.c.id.in_([one.id for one in mine]))
        if len(mine) < len(self.group.holders):
            return self._told(
                _("C'est fait : ce groupe n'est plus relié à vous. Un autre ambassadeur le relie."), due=True
            )
        return self._told(_("C'est fait : ce groupe n'est plus relié, je n'y posterai plus rien. Merci !"), due=True)

    def _mine(self) -> tuple[Holder, ...]:
        """As whom the author of the command holds the group; as nobody, if they do not."""
        return held_by(self.tx, self.store, self.group, self.command.by) if self.group else ()

    def _refused(self) -> GroupReply | WhoRuns | None:
        """Why who wrote may not decide for the group; None if they may."""
        if self._mine() or self.admin:
            return None
        return self._told(_MAY_DO_THAT) if self.admin is False else WhoRuns()

    # The group's language, and polls

    def _speak(self, wanted: str) -> GroupReply | WhoRuns:
        if self.group is None:
            return self._told(_IS_NOT_TIED)
        code = lexicon().languages.get(fold(wanted), fold(wanted))
        if code not in self.edition.languages:
            tongues = (Text("{language}", {"language": Tongue(language)}) for language in self.edition.languages)
            spoken = Joined(tuple(tongues), ", ")
            return self._told(_("Écrivez /langue et l'une de ces langues : {spoken}.", spoken=spoken))
        refused = self._refused()
        if refused:
            return refused
        groups.speak(self.tx, self.group.id, code)
        return replace(self._told(_("C'est noté, je parle cette langue ici."), due=True), language=code)

    def _poll(self) -> Answer:
        if self.group is None:
            return self._told(_IS_NOT_TIED)
        refused = self._refused()
        if refused:
            return refused
        named = bool(self.command.rest) and open_to_all(self.edition, self.now, self.command.rest)
        ask = theme_poll if not named and is_of_themes(self.command.rest) else survey_poll
        found = ask(self.tx, self.group, self.edition, self.now, self.command.rest)
        if not isinstance(found, Poll):
            return self._told(found)
        return replace(found, word=(self._mine() or self.group.holders)[0].word)


def _one_more(holders: int) -> Say:
    return _("C'est fait : ce groupe a maintenant {n} ambassadeurs. Chaque étape n'y vient qu'une fois.", n=holders)


def introduction(edition: Edition) -> Say:
    """What the bot says of itself to a group that was just tied: what it will write, what it reads, how to end it."""
    rules, page = edition.campaigns, edition.contact.privacy
    hello = _(
        "Bonjour ! Ce groupe est relié au budget participatif de {town}. J'y posterai ses étapes : "
        "{most} messages par semaine au plus, entre {least} h et {last} h.",
        town=Verbatim(edition.town),
        most=MOST_A_WEEK,
        least=rules.from_hour,
        last=rules.to_hour,
    )
    reads = _(
        "Je ne lis que les commandes : /bp (où nous en sommes), /projet 12 (une fiche), /aide. "
        "Aucun nom n'est gardé, et rien de personnel n'est écrit ici."
    )
    ends = _("Pour que j'arrête : /delier, par l'ambassadeur ou un administrateur.")
    privacy: tuple[Text, ...] = (_("Vos données : {page}", page=Verbatim(page)),) if page else ()
    return Joined((hello, reads, ends, *privacy), "\n\n")


def _asks_for_help(word: str) -> bool:
    return lexicon().senses.get(word) in (Sense.HELP, Sense.START) or lexicon().flows.get(word) == "help"
