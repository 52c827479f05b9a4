"""The questions a conversation can ask, each with its way of hearing a reply."""

from flows.talk.questions.age import Age
from flows.talk.questions.amount import Amount
from flows.talk.questions.base import (
    Answered,
    Changed,
    Corrected,
    Declined,
    Ear,
    Heard,
    Missed,
    Question,
    Reopened,
    Reply,
    unread,
)
from flows.talk.questions.confirm import Confirm
from flows.talk.questions.contact import OwnNumber
from flows.talk.questions.number import Number
from flows.talk.questions.of_age import OLDEST, YOUNGEST, OfAge
from flows.talk.questions.options import Listing, Option
from flows.talk.questions.photo import Photo
from flows.talk.questions.pick import Pick
from flows.talk.questions.pick_some import Amended, PickSome
from flows.talk.questions.place import Place, Where
from flows.talk.questions.words import Words
from flows.talk.questions.yes_no import YesNo

__all__ = [
    "OLDEST",
    "YOUNGEST",
    "Age",
    "Amended",
    "Amount",
    "Answered",
    "Changed",
    "Confirm",
    "Corrected",
    "Declined",
    "Ear",
    "Heard",
    "Listing",
    "Missed",
    "Number",
    "OfAge",
    "Option",
    "OwnNumber",
    "Photo",
    "Pick",
    "PickSome",
    "Place",
    "Question",
    "Reopened",
    "Reply",
    "Where",
    "Words",
    "YesNo",
    "unread",
]
