#!/usr/bin/env python3
"""A contract server for PI Web API: the documented shapes (PI Web API 2018 SP1), nothing of OSIsoft's.

No PI Data Archive exists in any registry, so this is no counterpart that somebody else wrote: it is what the published
description says, with a memory. Standard library only.

Data Archive PIDA. Points:
  Counter       Int32, a new value every --counter-ms, each written to counter.log ("value microseconds") before it shows
  Temperature   Float32, degC
  Valve         Digital, state OPEN of its own set (never a number)
  Created       Float32, no value yet: system state "Pt Created"
  TimedOut      Float32, system state "I/O Timeout" at every event
  Doubtful      Float32, questionable at every event
  Denied        Float32, 403
  Unit1.TI-0001 ...  Float32, --points of them

Signs in by Basic, by the Bearer token of --token, or by one from POST /oauth2/token (client credentials; modes token_refused,
token_down, token_nothing, token_unknown as the other contract servers have them).
Below /piwebapi: system/userinfo, dataservers, dataservers/{webId}/points, points/multiple, streamsets/value, recorded, plot
and interpolated, streamsets/channel (a WebSocket), and POST batch of these. PUT /control (no sign-in, for tests):
{"mode": ..., "count": n, "retryAfter": "2"}; modes:
  ok, rate_limit, unavailable, error, page, cut (half an answer), redirect, disconnected (the archive), expired (sign-in),
  negotiate (offers nothing but Windows sign-in), forbidden, bad_request, gone (the points of an archive), flood (70 MB),
  no_server, no_points, same_time (as many recorded values of one time as are asked for), no_channel, channel_cut (as soon as
  it is open), channel_mute (open, and nothing is sent), no_batch, batch_part (one answer of a batch is an error);
  "count": for so many questions, then ok again.
"user" and "token" beside it are the only ones that are let in from then on.
GET /control tells {"asked": n, "refused": n, "tokens": n, "batches": n, "sent": n values over channels}.
"""
import argparse
import base64
import datetime
import fnmatch
import json
import os
import sys
import threading
import time
from urllib.parse import parse_qs, unquote, urlsplit

sys.dont_write_bytecode = True
from contract_server import Control, JsonHandler, SignIn, common, serve  # noqa: E402
from web_socket import WebSocket  # noqa: E402

UTC = datetime.timezone.utc
MOST_VALUES = 150_000


def arguments():
    p = argparse.ArgumentParser()
    common(p)
    p.add_argument("--dir", required=True)
    p.add_argument("--counter-ms", type=int, default=100)
    p.add_argument("--points", type=int, default=0)
    p.add_argument("--history", type=int, default=0, help="events of Counter before the first live one, a second apart")
    p.add_argument("--user", default="PLANT\\optria:password1")
    p.add_argument("--token", default="token-1")
    p.add_argument("--oauth", default="optria-client:client-secret-1")
    p.add_argument("--token-life", type=float, default=3600)
    p.add_argument("--clock-ahead", type=float, default=0.0)
    return p.parse_args()


ARGS = arguments()
LOCK = threading.Lock()
SIGN_IN = SignIn(ARGS)
CONTROL = Control(user=ARGS.user, token=ARGS.token)
COUNTS = {"asked": 0, "refused": 0, "batches": 0, "sent": 0}
LOG = os.path.join(ARGS.dir, "counter.log")


def micros_now():
    return time.time_ns() // 1000


def text_of(micros):
    """Seven digits after the second, as PI Web API writes them."""
    seconds, rest = divmod(micros, 1_000_000)
    return datetime.datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S") + f".{rest:06d}0Z"


def micros_of(text):
    text = text.strip()
    if text == "*":
        return micros_now()
    whole = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    if whole.tzinfo is None:
        whole = whole.replace(tzinfo=UTC)
    delta = whole - datetime.datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


class Point:
    def __init__(self, number, name, kind, units="", descriptor=""):
        self.number, self.name, self.kind, self.units, self.descriptor = number, name, kind, units, descriptor
        self.events = []  # (microseconds, value, good, questionable)

    @property
    def web_id(self):
        return "F1DP" + base64.urlsafe_b64encode(f"PIDA:{self.number:08d}".encode()).decode().rstrip("=")

    @property
    def path(self):
        return f"\\\\PIDA\\{self.name}"

    def shown(self):
        return {
            "WebId": self.web_id, "Id": self.number, "Name": self.name, "Path": self.path, "Descriptor": self.descriptor,
            "PointClass": "classic", "PointType": self.kind, "DigitalSetName": "Valves" if self.kind == "Digital" else "",
            "Span": 100.0, "Zero": 0.0, "EngineeringUnits": self.units, "Step": False, "Future": False,
            "DisplayDigits": -5, "Links": {"Self": f"/piwebapi/points/{self.web_id}"},
        }

    def timed(self, event):
        micros, value, good, questionable = event
        return {
            "Timestamp": text_of(micros), "Value": value, "UnitsAbbreviation": "", "Good": good,
            "Questionable": questionable, "Substituted": False, "Annotated": False,
        }


def state(name, value, is_system):
    return {"Name": name, "Value": value, "IsSystem": is_system}


def plant():
    points = [
        Point(1, "Counter", "Int32", descriptor="Counts up"),
        Point(2, "Temperature", "Float32", "degC", "Outlet temperature"),
        Point(3, "Valve", "Digital"),
        Point(4, "Created", "Float32", "bar"),
        Point(5, "TimedOut", "Float32", "bar"),
        Point(6, "Doubtful", "Float32", "bar"),
        Point(7, "Denied", "Float32", "bar"),
    ]
    points += [Point(1000 + n, f"Unit1.TI-{n:04d}", "Float32", "degC") for n in range(1, ARGS.points + 1)]
    begun = micros_now()
    for point in points[1:]:
        value, good, questionable = 20.5, True, False
        if point.name == "Valve":
            value = state("OPEN", 1, False)
        elif point.name == "Created":
            value, good = state("Pt Created", 253, True), False
        elif point.name == "TimedOut":
            value, good = state("I/O Timeout", 246, True), False
        elif point.name == "Doubtful":
            questionable = True
        point.events.append((begun, value, good, questionable))
    counter = points[0]
    if os.path.exists(LOG):
        with open(LOG) as log:
            for line in log:
                value, micros = line.split()
                counter.events.append((int(micros), int(value), True, False))
    else:
        with open(LOG, "w") as log:
            for n in range(ARGS.history):
                micros = begun - (ARGS.history - n) * 1_000_000
                counter.events.append((micros, n, True, False))
                log.write(f"{n} {micros}\n")
    return points


POINTS = plant()
BY_ID = {p.web_id: p for p in POINTS}
BY_PATH = {p.path.lower(): p for p in POINTS}


def count():
    counter, log = POINTS[0], open(LOG, "a")
    value = counter.events[-1][1] if counter.events else -1
    while True:
        time.sleep(ARGS.counter_ms / 1000)
        value += 1
        with LOCK:
            micros = micros_now()
            log.write(f"{value} {micros}\n")
            log.flush()
            counter.events.append((micros, value, True, False))
            for point in POINTS[4:6]:
                _, held, good, questionable = point.events[-1]
                point.events.append((micros, held, good, questionable))


class Refused(Exception):
    def __init__(self, status, errors):
        self.status, self.errors = status, errors


def stream(point):
    return {"WebId": point.web_id, "Name": point.name, "Path": point.path, "Links": {}}


def wanted(query):
    points = []
    for web_id in query.get("webId", []):
        point = BY_ID.get(web_id)
        if point is None:
            raise Refused(404, [f"Unknown or invalid WebID format: '{web_id}'."])
        points.append(point)
    return points


def user_info(_):
    return {"IdentityType": "WindowsIdentity", "Name": "PLANT\\optria", "IsAuthenticated": True, "SID": "S-1-5-21-1",
            "ImpersonationLevel": "Impersonation"}


def data_server():
    ahead = int(ARGS.clock_ahead * 1e6)
    return {"WebId": "F1DSPIDA", "Id": "11111111-2222-3333-4444-555555555555", "Name": "PIDA", "Path": "\\\\PIDA",
            "IsConnected": CONTROL["mode"] != "disconnected", "ServerVersion": "3.4.440.477",
            "ServerTime": text_of(micros_now() + ahead), "Links": {"Self": "/piwebapi/dataservers/F1DSPIDA"}}


def data_servers(_):
    return {"Links": {}, "Items": [data_server()]}


def points_of(query):
    pattern = query.get("nameFilter", ["*"])[0].lower().replace("[", "[[]")
    start, most = int(query.get("startIndex", ["0"])[0]), int(query.get("maxCount", ["1000"])[0])
    found = [p for p in POINTS if fnmatch.fnmatchcase(p.name.lower(), pattern)]
    page = found[start:start + most]
    links = {"Next": f"/piwebapi/dataservers/F1DSPIDA/points?startIndex={start + most}"} if len(found) > start + most else {}
    return {"Links": links, "Items": [p.shown() for p in page]}


def points_multiple(query):
    items = []
    for path in query.get("path", []):
        point = BY_PATH.get(path.lower())
        item = {"Identifier": path, "IdentifierType": "Path", "Object": None, "Exception": None}
        if point is None:
            item["Exception"] = {"Errors": [f"PI Point '{path}' not found."]}
        else:
            item["Object"] = point.shown()
            if point.name == "Denied":
                denied = ["The user does not have sufficient privileges."]
                item["Object"]["WebException"] = {"Errors": denied, "StatusCode": 403}
        items.append(item)
    return {"Links": {}, "Items": items}


def values(query):
    with LOCK:
        return {"Links": {}, "Items": [
            {**stream(p), "Value": p.timed(p.events[-1])} for p in wanted(query) if p.events
        ]}


def recorded(query):
    most = int(query.get("maxCount", ["1000"])[0])
    if most > MOST_VALUES:
        raise Refused(400, [f"Parameter 'maxCount' is greater than the maximum allowed ({MOST_VALUES})."])
    start, end = micros_of(query["startTime"][0]), micros_of(query["endTime"][0])
    with LOCK:
        return {"Links": {}, "Items": [
            {**stream(p), "UnitsAbbreviation": "",
             "Items": [p.timed(e) for e in p.events if start <= e[0] <= end][:most]}
            for p in wanted(query)
        ]}


def steps_of(query, length):
    """Beginnings of steps from startTime to endTime, and the end."""
    start, end = micros_of(query["startTime"][0]), micros_of(query["endTime"][0])
    return [*range(start, end, max(length(start, end), 1)), end]


def plot(query):
    """Of each interval the first, last, least and greatest, as the description has it."""
    intervals = int(query.get("intervals", ["24"])[0])
    steps = steps_of(query, lambda start, end: (end - start) // intervals)

    def picked(point):
        chosen = set()
        for begin, end in zip(steps, steps[1:]):
            inside = [e for e in point.events if begin <= e[0] < end]
            numbers = [e for e in inside if isinstance(e[1], (int, float))]
            if inside:
                chosen |= {inside[0][0], inside[-1][0]}
            if numbers:
                chosen |= {min(numbers, key=lambda e: e[1])[0], max(numbers, key=lambda e: e[1])[0]}
        return [point.timed(e) for e in point.events if e[0] in chosen]

    with LOCK:
        return {"Links": {}, "Items": [{**stream(p), "UnitsAbbreviation": "", "Items": picked(p)} for p in wanted(query)]}


def interpolated(query):
    seconds = int(query["interval"][0].removesuffix("s"))
    steps = steps_of(query, lambda *_: seconds * 1_000_000)

    def at(point, moment):
        before = [e for e in point.events if e[0] <= moment]
        after = [e for e in point.events if e[0] >= moment]
        if not before:
            return point.timed((moment, state("No Data", 248, True), False, False))
        if not after:
            return point.timed((moment, *before[-1][1:]))
        (begin, low, *_), (end, high, *_) = before[-1], after[0]
        part = 0 if end == begin else (moment - begin) / (end - begin)
        return point.timed((moment, low + (high - low) * part, True, False))

    with LOCK:
        return {"Links": {}, "Items": [
            {**stream(p), "UnitsAbbreviation": "", "Items": [at(p, moment) for moment in steps]} for p in wanted(query)
        ]}


def channel(handler, query):
    """What changes, as soon as it does; flags in words, as the topic on channels shows them."""
    points = wanted(query)
    with LOCK:
        told = {p.web_id: len(p.events) for p in points}
    socket = WebSocket(handler)
    while not socket.is_left():
        time.sleep(0.05)
        if CONTROL["mode"] == "channel_cut":
            return
        with LOCK:
            news = {p: p.events[told[p.web_id]:] for p in points}
            told = {p.web_id: len(p.events) for p in points}
        if CONTROL["mode"] == "channel_mute":
            continue
        in_words = lambda timed: {k: str(v).lower() if isinstance(v, bool) else v for k, v in timed.items()}  # noqa: E731
        items = [{**stream(p), "UnitsAbbreviation": "", "Items": [in_words(p.timed(e)) for e in events]}
                 for p, events in news.items() if events]
        if items:
            COUNTS["sent"] += sum(len(i["Items"]) for i in items)
            socket.send(json.dumps({"Links": {}, "Items": items}))


ROUTES = {
    "system/userinfo": user_info,
    "dataservers": data_servers,
    "dataservers/F1DSPIDA/points": points_of,
    "points/multiple": points_multiple,
    "streamsets/value": values,
    "streamsets/recorded": recorded,
    "streamsets/plot": plot,
    "streamsets/interpolated": interpolated,
}


def found(address):
    """Status and body of a question that only reads."""
    parts = urlsplit(address)
    path, query = unquote(parts.path), parse_qs(parts.query)
    route = ROUTES.get(path.removeprefix("/piwebapi/")) if path.startswith("/piwebapi/") else None
    try:
        if route is None:
            raise Refused(404, ["The requested resource was not found."])
        return 200, route(query)
    except Refused as refused:
        return refused.status, {"Errors": refused.errors}
    except (KeyError, ValueError) as wrong:
        return 400, {"Errors": [f"The request is invalid: {wrong}"]}


def of_one_time(query):
    moment = micros_of(query["endTime"][0]) - 1_000_000
    value = {"Timestamp": text_of(moment), "Value": 1.0, "UnitsAbbreviation": "", "Good": True, "Questionable": False}
    items = [value] * int(query["maxCount"][0])
    return {"Items": [{"WebId": web_id, "Name": "Stuck", "Items": items} for web_id in query["webId"]]}


class Handler(JsonHandler):
    def do_PUT(self):
        CONTROL.set(json.loads(self.body()))
        self.answer(200, {})

    def is_signed_in(self, mode):
        if mode in ("expired", "negotiate"):
            return False
        given = self.headers.get("Authorization", "")
        basic = "Basic " + base64.b64encode(CONTROL["user"].encode()).decode()
        return given in (basic, f"Bearer {CONTROL['token']}") or SIGN_IN.has_issued(given, mode)

    def do_POST(self):
        body = self.body().decode()
        if urlsplit(self.path).path == "/oauth2/token":
            # What is meant for so many questions is not used up by a token that is fetched for them.
            return SIGN_IN.answer_token(self, CONTROL["mode"], parse_qs(body))
        self.ask(lambda mode: self.answer_batch(mode, json.loads(body)))

    def do_GET(self):
        if self.path == "/control":
            return self.answer(200, {**COUNTS, "tokens": SIGN_IN.issued})
        self.ask(self.answer_question)

    def ask(self, answered):
        with LOCK:
            COUNTS["asked"] += 1
        mode = CONTROL.mode()
        if len(urlsplit(self.path).query) > 2048:
            return self.answer(404, b"<html>404.15 - query string too long</html>", kind="text/html")
        if not self.is_signed_in(mode):
            COUNTS["refused"] += 1
            offered = ["Negotiate", "NTLM"] if mode == "negotiate" else ['Basic realm="piwebapi"', "Bearer"]
            return self.answer(401, {"Message": "Authorization has been denied for this request."},
                               [("WWW-Authenticate", scheme) for scheme in offered])
        if mode == "rate_limit":
            return self.answer(429, {"Errors": ["Too many requests"]}, [("Retry-After", CONTROL["retryAfter"])])
        if mode == "unavailable":
            return self.answer(503, {"Message": "The service is unavailable."})
        if mode == "error":
            return self.answer(500, {"Errors": ["An error has occurred."]})
        if mode == "page":
            return self.answer(200, b"<!DOCTYPE html><html>Sign in</html>", kind="text/html")
        if mode == "redirect":
            return self.answer(302, b"", [("Location", "https://login.plant.local/sso?token=secret-of-the-gateway")])
        if mode == "forbidden":
            return self.answer(403, {"Errors": ["The user does not have the right to do this."]})
        if mode == "bad_request":
            return self.answer(400, {"Errors": ["The request is invalid."]})
        if mode == "gone" and urlsplit(self.path).path.endswith("/points"):
            return self.answer(404, {"Errors": ["Unknown or invalid WebID."]})
        if mode == "flood":
            return self.answer(200, b" " * 70_000_000)
        answered(mode)

    def answer_batch(self, mode, questions):
        if mode == "no_batch" or urlsplit(self.path).path != "/piwebapi/batch":
            return self.answer(403, {"Errors": ["This is not allowed by the configuration."]})
        if self.headers.get("X-Requested-With") is None:
            return self.answer(403, {"Errors": ["Cross-site request forgery defense: a header is missing."]})
        COUNTS["batches"] += 1
        answers = {}
        for name, question in questions.items():
            assert question["Method"] == "GET"
            status, body = found(question["Resource"])
            answers[name] = {"Status": status, "Headers": {"Content-Type": "application/json; charset=utf-8"}, "Content": body}
        if mode == "batch_part":
            last = answers[list(answers)[-1]]
            last.update({"Status": 500, "Content": {"Errors": ["An error has occurred."]}})
        self.answer(207, answers)

    def answer_question(self, mode):
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        if path == "/piwebapi/streamsets/channel" and WebSocket.is_asked_for(self) and mode != "no_channel":
            try:
                return channel(self, parse_qs(parts.query))
            except Refused as refused:
                return self.answer(refused.status, {"Errors": refused.errors})
        status, body = found(self.path)
        if status != 200:
            return self.answer(status, body)
        query = parse_qs(parts.query)
        if mode == "no_server" and path.endswith("/dataservers") or mode == "no_points" and path.endswith("/points"):
            body = {**body, "Items": []}
        if mode == "same_time" and path.endswith("/recorded"):
            body = of_one_time(query)
        if mode == "cut":
            whole = json.dumps(body).encode()
            return self.answer(200, whole[:len(whole) // 2])
        self.answer(200, body)


def main():
    threading.Thread(target=count, daemon=True).start()
    serve(Handler, ARGS, "/piwebapi")


main()
