"""What a file must be within to be what its name says; runs in a child process of its own.

The child loads this package without the application around it, so its modules import nothing but
each other (relatively), the standard library and the parsers.
"""
