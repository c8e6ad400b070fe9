"""What a file must be within to be what its name says; runs in a child process of its own.

The child loads these modules without the application around them, so they import nothing but each
other, `reading`, the standard library and the parsers.
"""
