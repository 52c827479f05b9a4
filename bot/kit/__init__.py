"""The kit for those who make a project known: leaflets, posters, pictures, ready texts, and the whole ballot on paper.

Laws, each with its test:
1. The same edition gives the same files, byte for byte: they hold no date and no chance.
2. A number on paper is the number by SMS; what a code opens is what stands beside it.
3. No letter is printed as a box: `CannotPrint` names the language that the typeface has no letters for.
4. Nobody's name, number or words are in it but those of the town and of the project.
"""

from bot.kit.codes import NoSuchBot, bot_called
from bot.kit.files import AuthorKit, KitFile, author_kit, ballot_kit
from bot.kit.typeface import CannotPrint

__all__ = ["AuthorKit", "CannotPrint", "KitFile", "NoSuchBot", "author_kit", "ballot_kit", "bot_called"]
