"""One module per noun: load, ask the rule, keep, in one change."""
