"""Texts full of numbers that are no identifiers of anybody: logs, tables, dumps. `random` makes them."""
import uuid


def digits(random, count):
    return "".join(random.choice("0123456789") for _ in range(count))


def hexes(random, count):
    return "".join(random.choice("0123456789abcdef") for _ in range(count))


def milliseconds(random):
    """Since 1970, of some time from 2024 to 2027."""
    return str(random.randrange(1_704_067_200_000, 1_798_761_600_000))


def clock(random):
    return f"{random.randrange(24):02}:{random.randrange(60):02}:{random.randrange(60):02}"


def day(random):
    return f"{random.randint(2019, 2027)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def access_log(random):
    return (f"- - [{random.randint(1, 28):02}/Mar/2026:{clock(random)} +0200] \"GET /v2/items/"
            f"{random.randrange(10**7)}?page={random.randrange(100)}&t={milliseconds(random)} HTTP/1.1\" "
            f"{random.choice((200, 304, 404, 500))} {random.randrange(10**6)} 0.{digits(random, 3)}")


def system_log(random):
    return (f"{day(random)}T{clock(random)}.{digits(random, 6)}+02:00 node-{random.randrange(99):02} "
            f"kernel: [{random.randrange(10**6):6}.{digits(random, 6)}] pid {random.randrange(65536)} used "
            f"{random.randrange(10**6)} of {random.randrange(10**7)} pages at 0x{hexes(random, 12)}")


def trace(random):
    # Ids of 19 digits begin with 1, as those that count milliseconds do for years to come. One that is
    # drawn at random, begins as a card and passes Luhn is a card for all that can be seen.
    return (f"ts={milliseconds(random)}{digits(random, 3)} trace={hexes(random, 32)} span={hexes(random, 16)} "
            f"id=1{digits(random, 18)} took {random.random() * 1000:.6f} ms")


def table(random):
    cells = [str(random.randrange(10**random.randint(1, 9))) for _ in range(4)]
    cells += [f"{random.random() * 10**random.randint(0, 6):.{random.randint(1, 12)}f}" for _ in range(4)]
    return random.choice(";,\t").join(cells)


def dump(random):
    values = ", ".join(str(random.randrange(10**random.randint(3, 12))) for _ in range(6))
    return f"INSERT INTO t{random.randrange(99)} VALUES ({values}, '{day(random)} {clock(random)}');"


def versions(random):
    return (f"lib{random.choice(('alpha', 'beta', 'gamma'))}{random.randrange(9)}_"
            f"{random.randrange(30)}.{random.randrange(40)}.{random.randrange(200)}-"
            f"{random.randrange(9)}+deb12u{random.randrange(9)}_amd64.deb {digits(random, 7)} "
            f"sha256:{hexes(random, 64)}")


def unique(random):
    return f"{uuid.UUID(int=random.getrandbits(128))} {hexes(random, 40)} {hexes(random, 7)} merged"


def places(random):
    return (f"{random.uniform(59, 70):.6f} {random.uniform(20, 31):.6f} {random.randrange(3000)} m, "
            f"{random.uniform(-90, 90):.7f},{random.uniform(-180, 180):.7f}")


def hex_dump(random):
    pairs = " ".join(hexes(random, 2) for _ in range(16))
    return f"{random.randrange(2**24):08x}  {pairs}"


def json_line(random):
    return (f'{{"time":{milliseconds(random)},"count":{random.randrange(10**8)},'
            f'"size":{random.randrange(10**random.randint(3, 12))},"ratio":{random.random():.16f},'
            f'"order":"A-{digits(random, 8)}","ok":true}}')


def prices(random):
    return (f"{random.randrange(100)} x {random.randrange(1000)},{digits(random, 2)} = "
            f"{random.randrange(1000)} {digits(random, 3)},{digits(random, 2)} "
            f"{random.choice(('EUR', 'SEK', 'USD', '€'))} ({random.randrange(100)} %)")


LOGS = (access_log, system_log, trace, versions, unique, hex_dump, json_line)
TABLES = (table, dump, places, prices)


def texts(kinds, random, size):
    """(kind, text) for each kind, of about `size` bytes; then one with all of them by turns."""
    for kind in kinds:
        lines = []
        while sum(map(len, lines[-1:])) * len(lines) < size:
            lines.append(kind(random))
        yield kind.__name__, "\n".join(lines)
    yield "all", "\n".join(random.choice(kinds)(random) for _ in range(size // 100))
