"""The command line's groups: parse, call one service, say it."""
