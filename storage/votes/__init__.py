"""The roll of who has voted and the urn of what was voted, apart; and what is told when either changed."""
