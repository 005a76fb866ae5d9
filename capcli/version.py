"""The version, here only: asked of `importlib.metadata`, it would take a third of the time of `cap --version`."""

VERSION = "0.1.0"
