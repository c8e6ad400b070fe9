"""A mail server at the other end of a real socket, for the tests."""

import socketserver
import threading
from contextlib import contextmanager


class _Dialogue(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as a client needs to hand over one letter."""

    def handle(self) -> None:
        self._say("220 test")
        while line := self.rfile.readline():
            command = line.split(b" ")[0].strip().upper()
            if command == b"DATA":
                self._take_letter()
            elif command == b"RCPT" and self.server.refuses_recipients:
                self._say("550 no such mailbox")
            elif command == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take_letter(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        self.server.letters.append(b"".join(lines))
        self._say("250 taken")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server(*, refuses_recipients=False):
    """Listen on a free port; `letters` holds what was handed over, as bytes."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Dialogue) as server:
        server.letters, server.refuses_recipients = [], refuses_recipients
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
