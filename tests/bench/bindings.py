"""What a call costs through the Python binding; see bindings.sh. Prints microseconds of CPU.

usage: python3 bindings.py SOURCE_ROOT SHARED_LIBRARY CALLS ROUNDS
"""
import pathlib
import statistics
import sys
import time

root, library, calls, rounds = sys.argv[1:]
sys.path.insert(0, str(pathlib.Path(root, 'examples/bindings/python')))
sys.dont_write_bytecode = True
import supportcore  # noqa: E402

with supportcore.Desk(library=library) as desk:
    shop = desk.system()
    shop.ticket.open(subject='Where is my order?')
    taken = []
    for _ in range(int(rounds)):
        begin = time.process_time_ns()
        for _ in range(int(calls)):
            shop.ticket.get(ticket_id=1)
        taken.append((time.process_time_ns() - begin) / int(calls) / 1000)
print(f'{statistics.median(taken):.2f}')
