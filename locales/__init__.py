"""One folder a language: its words (`words.toml`) and its texts (`messages.po`)."""
