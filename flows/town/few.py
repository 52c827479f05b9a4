"""The privacy bound: from how many people on they are counted together and shown; fewer could be told apart."""

FEW = 5
"""People under which a group is not shown, as French official statistics have it for small groups."""
