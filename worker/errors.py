"""What can be wrong with an installation, told before anything heavy is imported."""


class BadSettings(Exception):
    """A setting is wrong. The message is one line and names the variable."""
