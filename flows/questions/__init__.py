"""The questions a conversation can ask, each with its way of hearing a reply."""

from flows.questions.age import Age
from flows.questions.amount import Amount
from flows.questions.base import (
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
from flows.questions.confirm import Confirm
from flows.questions.contact import Contact
from flows.questions.number import Number
from flows.questions.of_age import OLDEST, YOUNGEST, OfAge
from flows.questions.options import Listing, Option
from flows.questions.photo import Photo
from flows.questions.pick import Pick
from flows.questions.pick_some import PickSome
from flows.questions.place import Place, Where
from flows.questions.words import Words
from flows.questions.yes_no import YesNo

__all__ = [
    "OLDEST",
    "YOUNGEST",
    "Age",
    "Amount",
    "Answered",
    "Changed",
    "Confirm",
    "Contact",
    "Corrected",
    "Declined",
    "Ear",
    "Heard",
    "Listing",
    "Missed",
    "Number",
    "OfAge",
    "Option",
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
