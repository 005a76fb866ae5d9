"""The registration desk of a training network, in a terminal."""
