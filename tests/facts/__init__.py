"""The facts that the edition and the clock tell, and the placeholders in a town's own answers."""
