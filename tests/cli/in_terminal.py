"""Runs a command with a terminal as its outputs, and writes what the terminal was sent to standard output.

usage: in_terminal.py COMMAND [ARGUMENT...]
Ends with the command's exit code. Standard input is the caller's."""
import os
import subprocess
import sys
import tty

screen, terminal = os.openpty()
tty.setraw(terminal)  # or every \n would come as \r\n
command = subprocess.Popen(sys.argv[1:], stdout=terminal, stderr=terminal)
os.close(terminal)
while True:
    try:
        piece = os.read(screen, 65536)
    except OSError:  # EIO: the last one that held the terminal has closed it
        break
    sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
sys.exit(command.wait())
