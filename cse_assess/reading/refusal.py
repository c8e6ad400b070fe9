"""How a task in a child process says no, in words for the person who sent the file."""


class Refused(Exception):
    """The file is not taken; the message says what is wrong and what to do."""


DAMAGED = (
    "The file is damaged or incomplete, so an assessor might not be able to open it. "
    "Open it yourself, save it again and upload that copy."
)
DISGUISED = (
    "The content of the file is not what its name says ({name} was expected). "
    "Open it in the program that made it and save it as the type that you want to upload."
)
TWO_IN_ONE = (
    "The file is two things at once: an archive is hidden behind its visible content. "
    "Open it, save it again and upload that copy."
)
