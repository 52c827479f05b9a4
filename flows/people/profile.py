"""What a conversation may need to know of who writes, asked when it is first needed and never twice.

These functions only ask: what was answered is kept by `keep_declared`, just before the last deed or the goodbye, since
no question may follow a deed.
"""

from __future__ import annotations

from typing import TypeVar

from flows.people.deeds import Confirmed, Declare, IsDoubtful, StartAfresh
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.questions import OLDEST, YOUNGEST, Age, OfAge, Option, Pick, Question, YesNo
from flows.talk.scene import Scene
from flows.town.rules import band_of, is_old_enough
from flows.words import Say, Verbatim, _

A = TypeVar("A")

GROWN = 15
"""From this age on we say «vous»."""

AGE, DISTRICT, STILL_ME = "my_age", "my_district", "still_me"
"""The names of these answers in every conversation, by which `keep_declared` finds them."""


def age_band(chat: Chat, scene: Scene) -> str:
    """The age band of who writes («15-17»), asked if it is not known; empty if they would rather not say."""
    if scene.me.band:
        return scene.me.band
    age = _once(chat, AGE, age_question())
    return "" if age is None else band_of(age, scene.edition.ages)


def old_enough(chat: Chat, scene: Scene, least: int) -> bool:
    """Whether who writes is at least *least* years old, asked if it is not known; who is not is told why, kindly.

    After False there is nothing left to do: what was declared is kept, and the conversation ends.
    """
    if _is_at_least(chat, scene, least):
        return True
    keep_declared(chat, scene)
    chat.say(*(_too_young(least) if least <= GROWN or is_young(chat, scene) else _not_old_enough(least)))
    return False


def guardian_agrees(chat: Chat, scene: Scene) -> bool:
    """Whether an adult agrees, where the edition asks it of the young; without it, the conversation ends kindly."""
    least = scene.edition.ages.guardian
    if _is_at_least(chat, scene, least):
        return True
    child = least <= GROWN or is_young(chat, scene)
    if _once(chat, "guardian", _guardian_of_child() if child else _guardian()):
        return True
    keep_declared(chat, scene)
    chat.say(*(_COME_BACK_CHILD if child else _COME_BACK))
    return False


def is_young(chat: Chat, scene: Scene) -> bool:
    """Whether who writes is a child, as far as they said: for the choice of words, so nobody is asked for it."""
    age = chat.given(AGE)
    band = scene.me.band or (band_of(age, scene.edition.ages) if age and isinstance(age, int) else "")
    return bool(band) and not is_old_enough(band, GROWN)


def guardian_agreed(chat: Chat) -> bool:
    """Whether an adult was needed in this conversation, and agreed: for what writes it down."""
    return dict(chat.thread.answers).get("guardian") is True


def district_of(chat: Chat, scene: Scene) -> str:
    """The id of the district of who writes, asked if it is not known; empty if they would rather not say."""
    if scene.me.district or not scene.edition.districts:
        return scene.me.district
    return _once(chat, DISTRICT, district_question(scene))


def is_known(chat: Chat, scene: Scene) -> bool:
    """Whether what we know of this person may be shown here: a number that was silent for very long must say so first.

    After False there is nothing left to do: the number belongs to someone else, who begins afresh.
    """
    if not _is_doubtful(chat, scene) or _once(chat, STILL_ME, _still_me()):
        return True
    match chat.do(StartAfresh()):
        case Refused(why):
            chat.say(why)
        case _done:
            chat.say(
                _("Merci. Vous ne verrez rien de la personne d'avant : vous repartez de zéro. La suite : MENU."),
                _("Merci. Vous repartez de zéro, sans rien de la personne d'avant. La suite : MENU."),
            )
    return False


def keep_declared(chat: Chat, scene: Scene) -> None:
    """Keep what was declared in this conversation. No question may follow: call it just before the last deed."""
    answers = dict(chat.thread.answers)
    if answers.get(STILL_ME) is True and _is_doubtful(chat, scene):
        chat.do(Confirmed())
    age, district = answers.get(AGE), answers.get(DISTRICT)
    band = band_of(age, scene.edition.ages) if isinstance(age, int) else None
    where = district if isinstance(district, str) and district else None
    if band is not None or where is not None:
        chat.do(Declare(district=where, band=band))


def age_question() -> Age:
    """«Quel âge avez-vous ?», which nobody has to answer."""
    return Age(
        _("Quel âge avez-vous ?"),
        least=YOUNGEST,
        most=OLDEST,
        unit=_("ans"),
        help=_("Un nombre suffit, par exemple 14. Seule la tranche d'âge est gardée. PASSER : ne pas le dire."),
        topic=_("Mon âge"),
        skippable=True,
    )


def district_question(scene: Scene, *more: Option) -> Pick:
    """«Dans quel quartier habitez-vous ?», which nobody has to answer; *more* stands after the districts."""
    districts = (Option(district.id, Verbatim(district.name)) for district in scene.edition.districts)
    return Pick(
        _("Dans quel quartier habitez-vous ?"),
        short=_("Votre quartier ? Un mot, ou SUITE :") if len(scene.edition.districts) > _A_MENU else None,
        help=_("Répondez par le chiffre ou par un mot du quartier. PASSER : ne pas le dire."),
        topic=_("Mon quartier"),
        options=(*districts, *more),
        skippable=True,
    )


_A_MENU = 5
"""Options that an SMS reads out at once; of more, it shows a page when it is asked to."""


def _is_doubtful(chat: Chat, scene: Scene) -> bool:
    """The scene was taken before this turn; who has just confirmed is not asked again."""
    return scene.me.doubtful and chat.look(IsDoubtful())


def _is_at_least(chat: Chat, scene: Scene, least: int) -> bool:
    """By the band declared; who would rather not say, or is in a band that tells neither, is asked just that."""
    if least <= 0:
        return True
    low, _dash, high = age_band(chat, scene).partition("-")
    if low and int(low) >= least:
        return True
    if high and int(high) < least:
        return False
    return _once(chat, f"at_least_{least}", OfAge(_("Avez-vous au moins {least} ans ?", least=least), least=least))


def _too_young(least: int) -> tuple[Say, Say]:
    return (
        _(
            "Merci de l'avoir dit. Pour cela, il faut avoir au moins {least} ans : c'est la règle de la ville. "
            "Un adulte peut le faire avec toi. Et tu peux tout regarder : MENU.",
            least=least,
        ),
        _("Il faut avoir {least} ans pour cela. Un adulte peut le faire avec toi. Pour le reste : MENU.", least=least),
    )


def _not_old_enough(least: int) -> tuple[Say, Say]:
    return (
        _(
            "Merci de l'avoir dit. Pour cela, il faut avoir au moins {least} ans : c'est la règle de la ville. "
            "Un adulte peut le faire avec vous. Et vous pouvez tout regarder : MENU.",
            least=least,
        ),
        _("Il faut avoir {least} ans pour cela. Un adulte peut le faire avec vous. Pour le reste : MENU.", least=least),
    )


_COME_BACK_CHILD: tuple[Say, Say] = (
    _(
        "Pas de souci. Parle de ton envie à un parent ou à un adulte en qui tu as confiance, "
        "puis reviens quand tu veux : ta place est ici."
    ),
    _("Pas de souci ! Parles-en à un adulte, puis reviens quand tu veux."),
)
_COME_BACK: tuple[Say, Say] = (
    _("Pas de souci. Parlez-en à un parent ou à un adulte responsable, puis revenez quand vous voulez."),
    _("Pas de souci ! Parlez-en à un adulte, puis revenez quand vous voulez."),
)


def _guardian_of_child() -> YesNo:
    return YesNo(
        _("As-tu l'accord d'un parent ou d'un adulte responsable ?"),
        help=_("Demande à un adulte qui s'occupe de toi s'il est d'accord. OUI : il l'est. NON : pas encore."),
        topic=_("L'accord d'un adulte"),
    )


def _guardian() -> YesNo:
    return YesNo(
        _("Avez-vous l'accord d'un parent ou d'un adulte responsable ?"),
        help=_("OUI : un adulte responsable de vous est d'accord. NON : pas encore."),
        topic=_("L'accord d'un adulte"),
    )


def _still_me() -> YesNo:
    return YesNo(
        _("Ce numéro n'a pas écrit depuis longtemps. Êtes-vous bien la personne qui nous écrivait ?"),
        help=_("Un numéro change parfois de main. OUI : c'est toujours moi. NON : je suis quelqu'un d'autre."),
        topic=_("Est-ce bien moi"),
    )


def _once(chat: Chat, name: str, question: Question[A]) -> A:
    """The answer to *question*, asked the first time that this conversation needs it."""
    if not any(asked == name for asked, _question in chat.trail):
        return chat.ask(name, question)
    known = question.known(dict(chat.thread.answers)[name])
    assert known is not None, "it was an answer a moment ago"
    return known.answer
