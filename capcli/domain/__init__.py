"""Pure records and rules: no clock, no input or output."""
