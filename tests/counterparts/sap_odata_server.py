#!/usr/bin/env python3
"""A contract server for SAP Plant Maintenance over OData V2 and V4: the published shapes, nothing of SAP's.

It does what the third-party counterparts don't: sign-in, tokens against forged requests with their session cookie, pages
that the server itself makes, changes by time, orders that are kept, and every fault that has a name. Standard library only.

Equipment P-0001 ... (--equipment), functional locations RT-U01 ..., notifications (--notifications, the first of P-0001), SAP's
own orders 4100001 ... (--orders, the first of P-0001), and the orders that are written. System statuses are told in the language
that is asked for, as SAP delivers it. Services below /sap/opu/odata/sap/ (V2) or /sap/opu/odata4/ (V4); POST /oauth/token.

PUT /control (no sign-in, for tests): {"mode": ..., "count": n, "retryAfter": "2"}; "count": for so many questions, then ok.
  ok, page, redirect, rate_limit, unavailable, error, cut, words, client_unknown, not_activated, node_inactive, forbidden,
  not_found, lacks_field, no_set, short_key, next_elsewhere, endless, shapeless, empty, hang (no answer),
  token_refused, token_nothing, token_down, token_unknown (the services take no token),
  no_items (items of notifications are not described), no_expand (they are described and refused),
  csrf_never (no token is ever right), csrf_old (the one that was given is too old, once),
  refuse_order, cut_before (the connection ends before the order is taken), cut_after (after it was taken),
  late (cut, and taken a while later: {"late": seconds}), gateway_after (taken, but what stands before SAP answers 504)
PUT /notifications: {"number": ..., fields}: one that changes now; "items": [{fields, "causes": [{fields}]}]. PUT /orders: {"number": ...}: one is copied.
PUT /order-changes: {"number": ..., fields}: one that changes now, or when LastChangeDateTime says, or is new; with "gone": it is
no longer there. GET /control: counts, and the orders that were written.
"""
import argparse
import datetime
import json
import re
import secrets
import sys
import threading
import time
from urllib.parse import parse_qs, unquote, urlsplit

sys.dont_write_bytecode = True
from contract_server import Control, JsonHandler, SignIn, common, serve, with_sign_in  # noqa: E402

UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)


def arguments():
    p = argparse.ArgumentParser()
    common(p)
    p.add_argument("--version", choices=["v2", "v4"], default="v2")
    p.add_argument("--equipment", type=int, default=5)
    p.add_argument("--notifications", type=int, default=3)
    p.add_argument("--orders", type=int, default=0)
    p.add_argument("--server-page", type=int, default=0, help="rows of a page that the server makes by itself")
    with_sign_in(p)
    p.add_argument("--client", default="100")
    return p.parse_args()


ARGS = arguments()
V2 = ARGS.version == "v2"
LOCK = threading.RLock()
CONTROL = Control(late=3)
SIGN_IN = SignIn(ARGS)
COUNTS = {"asked": 0, "refused": 0, "csrfFetches": 0, "posts": 0}
SESSIONS = {}  # cookie -> CSRF token

TEXT, DAY, TIME, INSTANT, FLAG, NUMBER = "text", "day", "time", "instant", "flag", "number"
SETS = {
    "API_EQUIPMENT": ("Equipment", "Equipment", {
        "Equipment": TEXT, "ValidityEndDate": DAY, "EquipmentName": TEXT, "TechnicalObjectType": TEXT, "ABCIndicator": TEXT,
        "MaintenancePlant": TEXT, "FunctionalLocation": TEXT, "SuperordinateEquipment": TEXT, "OperationStartDate": DAY,
        "AssetManufacturerName": TEXT, "ManufacturerPartTypeName": TEXT, "EquipmentIsMarkedForDeletion": FLAG,
        "EquipmentIsInactive": FLAG, "LastChangeDateTime": INSTANT}),
    "API_FUNCTIONALLOCATION": ("FunctionalLocation", "FunctionalLocation", {
        "FunctionalLocation": TEXT, "FunctionalLocationLabelName": TEXT, "FunctionalLocationName": TEXT,
        "SuperiorFunctionalLocation": TEXT, "TechnicalObjectType": TEXT, "ABCIndicator": TEXT, "MaintenancePlant": TEXT,
        "OperationStartDate": DAY, "AssetManufacturerName": TEXT, "ManufacturerPartTypeName": TEXT,
        "FuncnlLocIsMarkedForDeletion": FLAG, "FuncnlLocIsDeactivated": FLAG, "LastChangeDateTime": INSTANT}),
    "API_MAINTNOTIFICATION": ("MaintenanceNotification", "MaintenanceNotification", {
        "MaintenanceNotification": TEXT, "NotificationText": TEXT, "NotificationType": TEXT, "TechnicalObject": TEXT,
        "TechObjIsEquipOrFuncnlLoc": TEXT, "MalfunctionStartDate": DAY, "MalfunctionStartTime": TIME,
        "MalfunctionEndDate": DAY, "MalfunctionEndTime": TIME, "NotificationTimeZone": TEXT,
        "MaintenanceObjectIsDown": FLAG, "MaintObjectDowntimeDuration": NUMBER, "MaintObjDowntimeDurationUnit": TEXT,
        "MaintenanceOrder": TEXT, "LastChangeDateTime": INSTANT}),
    "API_MAINTENANCEORDER": ("MaintenanceOrder", "MaintenanceOrder", {
        "MaintenanceOrder": TEXT, "MaintenanceOrderType": TEXT, "MaintenanceOrderDesc": TEXT, "Equipment": TEXT,
        "FunctionalLocation": TEXT, "MaintenancePlanningPlant": TEXT, "MainWorkCenter": TEXT, "MaintPriority": TEXT,
        "MaintOrdBasicStartDateTime": INSTANT, "MaintOrdBasicEndDateTime": INSTANT,
        "LatestAcceptableCompletionDate": DAY, "AdditionalDeviceData": TEXT, "SystemStatusText": TEXT, "LastChangeDateTime": INSTANT}),
}
# Below a notification (V2): its items, and their causes.
ITEM = {"MaintenanceNotificationItem": TEXT, "MaintNotifItemText": TEXT, "MaintNotifDamageCodeGroup": TEXT,
        "MaintNotifDamageCodeGroupName": TEXT, "MaintNotificationDamageCode": TEXT, "MaintNotifDamageCodeName": TEXT,
        "MaintNotifObjPrtCodeGroup": TEXT, "MaintNotifObjPrtCodeGroupName": TEXT, "MaintNotifObjPrtCode": TEXT,
        "MaintNotifObjPrtCodeName": TEXT, "IsDeleted": FLAG}
CAUSE = {"MaintenanceNotificationCause": TEXT, "MaintNotifCauseText": TEXT, "MaintNotifCauseCodeGroup": TEXT,
         "MaintNotifCauseCodeGroupName": TEXT, "MaintNotificationCauseCode": TEXT, "MaintNotificationCauseCodeName": TEXT,
         "IsDeleted": FLAG}
ROOT = "/sap/opu/odata/sap/" if V2 else "/sap/opu/odata4/sap/"
ROWS = {service: [] for service in SETS}
WRITTEN = []
GERMAN = {"CRTD": "EROF", "REL": "FREI", "PCNF": "TRÜC", "CNF": "RÜCK", "TECO": "TABG", "CLSD": "ABGS", "DLFL": "LÖVM"}


def now():
    return datetime.datetime.now(UTC)


def furnish():
    begin = datetime.datetime(2026, 1, 1, tzinfo=UTC)
    for n in range(1, 3):
        ROWS["API_FUNCTIONALLOCATION"].append({
            "FunctionalLocation": f"?010000000000000010{n}", "FunctionalLocationLabelName": f"RT-U0{n}",
            "FunctionalLocationName": f"Unit {n}", "SuperiorFunctionalLocation": "", "TechnicalObjectType": "UNIT",
            "ABCIndicator": "A", "MaintenancePlant": "1010", "LastChangeDateTime": begin})
    for n in range(1, ARGS.equipment + 1):
        ROWS["API_EQUIPMENT"].append({
            "Equipment": f"P-{n:04d}", "ValidityEndDate": datetime.datetime(9999, 12, 31, tzinfo=UTC),
            "EquipmentName": f"Feed pump {n}", "TechnicalObjectType": "PUMP", "ABCIndicator": "ABC"[n % 3],
            "MaintenancePlant": "1010", "FunctionalLocation": "?0100000000000000101", "SuperordinateEquipment": "",
            "OperationStartDate": datetime.datetime(2015, 6, 1, tzinfo=UTC), "AssetManufacturerName": "Sulzer",
            "EquipmentIsInactive": n % 50 == 0, "EquipmentIsMarkedForDeletion": False, "LastChangeDateTime": begin})
    for n in range(1, ARGS.notifications + 1):
        began = datetime.datetime(2026, 2, 1, tzinfo=UTC) + datetime.timedelta(days=n % 250)
        ROWS["API_MAINTNOTIFICATION"].append({
            "MaintenanceNotification": f"{10000000 + n}", "NotificationText": f"Seal leaks ({n})", "NotificationType": "M2",
            "TechnicalObject": f"P-{(n - 1) % max(ARGS.equipment, 1) + 1:04d}", "TechObjIsEquipOrFuncnlLoc": "EAMS_EQUI",
            "MalfunctionStartDate": began, "MalfunctionStartTime": "06:00:00", "MalfunctionEndDate": began,
            "MalfunctionEndTime": "09:30:00", "NotificationTimeZone": "", "MaintenanceObjectIsDown": True,
            "MaintObjectDowntimeDuration": 0.0, "MaintObjDowntimeDurationUnit": "H", "MaintenanceOrder": "",
            # Some at the very same time: pages that end among them must lose none.
            "LastChangeDateTime": begin + datetime.timedelta(minutes=n // 4)})


    for n in range(1, ARGS.orders + 1):
        ROWS["API_MAINTENANCEORDER"].append({
            "MaintenanceOrder": f"{4100000 + n}", "MaintenanceOrderType": "PM02" if n % 4 == 0 else "PM03",
            "MaintenanceOrderDesc": f"Check the coupling ({n})", "Equipment": f"P-{(n - 1) % max(ARGS.equipment, 1) + 1:04d}",
            "FunctionalLocation": "?0100000000000000101", "MaintenancePlanningPlant": "1010", "MainWorkCenter": "MECH",
            "MaintPriority": str(n % 4 + 1), "MaintOrdBasicEndDateTime": begin + datetime.timedelta(days=400 + n % 30),
            "SystemStatusText": "REL  PCNF PRC" if n % 3 == 0 else "CRTD MANC NTUP",
            # Some at the very same time: pages that end among them must lose none.
            "LastChangeDateTime": begin + datetime.timedelta(minutes=n // 4)})


def written(kind, value):
    """As JSON of the version has it."""
    if value is None:
        return None
    if kind in (DAY, INSTANT):
        if V2:
            micros = (value - EPOCH) // datetime.timedelta(microseconds=1)
            return f"/Date({micros // 1000}{'+0000' if kind == INSTANT else ''})/"
        return value.date().isoformat() if kind == DAY else value.isoformat().replace("+00:00", "Z")
    if kind == TIME:
        return "PT{}H{}M{}S".format(*value.split(":")) if V2 else value
    if kind == NUMBER:
        return str(value) if V2 else value
    return value


def shown(service, row, language="EN"):
    kinds = SETS[service][2]
    out = {name: written(kind, row.get(name, "" if kind == TEXT else None)) for name, kind in kinds.items()}
    if language == "DE" and out.get("SystemStatusText"):
        out["SystemStatusText"] = " ".join(GERMAN.get(word, word) for word in out["SystemStatusText"].split())
    return out


def with_items(row, out, expand):
    """What is not asked for stays behind its address."""
    def blank(kinds, told):
        return {name: told.get(name, False if kind == FLAG else "") for name, kind in kinds.items()}
    if expand != "to_Item/to_ItemCause":
        return {**out, "to_Item": {"__deferred": {"uri": "https://elsewhere.plant.local/items"}}}
    items = [{**blank(ITEM, item), "to_ItemCause": {"results": [blank(CAUSE, cause) for cause in item.get("causes", [])]}}
             for item in row.get("items", [])]
    return {**out, "to_Item": {"results": items}}


def taken(service, told):
    """Fields as they are kept: times and days of ISO text."""
    kinds = SETS[service][2]
    kept = {}
    for name, value in told.items():
        if kinds[name] in (DAY, INSTANT) and isinstance(value, str):
            at = datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
            value = at if at.tzinfo else at.replace(tzinfo=UTC)
        kept[name] = value
    return kept


def metadata(service, mode):
    version = "1.0" if V2 else "4.0"
    entity, key, fields = SETS[service]
    properties = ""
    for name, kind in fields.items():
        if mode == "lacks_field" and name == "LatestAcceptableCompletionDate":
            continue
        most = 20 if mode == "short_key" and name == "AdditionalDeviceData" else 40
        length = f' MaxLength="{most}"' if kind == TEXT else ""
        properties += f'<Property Name="{name}" Type="Edm.String"{length}/>'
    below = ""
    if service == "API_MAINTNOTIFICATION" and V2 and mode != "no_items":
        properties += '<NavigationProperty Name="to_Item"/>'
        below = ('<EntityType Name="MaintenanceNotificationItemType"><Property Name="MaintenanceNotificationItem" Type="Edm.String"/>'
                 '<NavigationProperty Name="to_ItemCause"/></EntityType>')
    types = below + f'<EntityType Name="{entity}Type"><Key><PropertyRef Name="{key}"/></Key>{properties}</EntityType>'
    sets = "" if mode == "no_set" else f'<EntitySet Name="{entity}" EntityType="pm.{entity}Type"/>'
    if below:
        sets += '<EntitySet Name="MaintenanceNotificationItem" EntityType="pm.MaintenanceNotificationItemType"/>'
    return (f'<?xml version="1.0"?><edmx:Edmx Version="{version}" xmlns:edmx="e"><edmx:DataServices>'
            f'<Schema Namespace="pm">{types}<EntityContainer Name="C">{sets}</EntityContainer></Schema>'
            f'</edmx:DataServices></edmx:Edmx>').encode()


class Wrong(Exception):
    """A question that an SAP service refuses."""


def literal(text, kind):
    if kind in (DAY, INSTANT):
        inside = re.fullmatch(r"datetime(?:offset)?'(.*)'", text) if V2 else re.fullmatch(r"(.*)", text)
        if not inside:
            raise Wrong(f"Invalid literal {text}")
        at = datetime.datetime.fromisoformat(inside.group(1).replace("Z", "+00:00"))
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    inside = re.fullmatch(r"'((?:[^']|'')*)'", text)
    if not inside:
        raise Wrong(f"Invalid literal {text}")
    return inside.group(1).replace("''", "'")


def condition(service, text):
    # Not within a text.
    parts = re.split(r" or (?=(?:[^']*'[^']*')*[^']*$)", text)
    if len(parts) > 1:
        any_of = [condition(service, part) for part in parts]
        return lambda row: any(one(row) for one in any_of)
    kinds = SETS[service][2]
    contains = re.fullmatch(r"substringof\((.*),(\w+)\)", text) if V2 else re.fullmatch(r"contains\((\w+),(.*)\)", text)
    if contains:
        value, name = contains.groups() if V2 else contains.groups()[::-1]
        wanted = literal(value, TEXT)
        return lambda row: wanted.lower() in row.get(name, "").lower()
    parts = re.fullmatch(r"(\w+) (eq|gt|ge) (.*)", text)
    if not parts or parts.group(1) not in kinds:
        raise Wrong(f"Property {text.split()[0]} not found in type")
    name, operator, value = parts.groups()
    wanted = literal(value, kinds[name])
    compare = {"eq": lambda a: a == wanted, "gt": lambda a: a > wanted, "ge": lambda a: a >= wanted}[operator]
    return lambda row: row.get(name) is not None and compare(row[name])


def select(service, query):
    one = lambda name, default="": query.get(name, [default])[0]
    rows = list(ROWS[service])
    for text in [t for t in one("$filter").split(" and ") if t]:
        keep = condition(service, text)
        rows = [row for row in rows if keep(row)]
    for name in reversed([n for n in one("$orderby").split(",") if n]):
        rows.sort(key=lambda row: row[name])
    return rows[:int(one("$top", "1000000"))]


class Handler(JsonHandler):
    def error(self, status, code, text, details=(), headers=()):
        if V2:
            inner = {"errordetails": [{"code": c, "message": m, "severity": s} for c, m, s in details]}
            body = {"error": {"code": code, "message": {"lang": "en", "value": text}, "innererror": inner}}
        else:
            body = {"error": {"code": code, "message": text, "details": [{"code": c, "message": m} for c, m, _ in details]}}
        self.answer(status, body, headers)

    def do_PUT(self):
        told = json.loads(self.body())
        with LOCK:
            if self.path == "/control":
                CONTROL.set(told)
            elif self.path == "/orders":
                copied = next(r for r in ROWS["API_MAINTENANCEORDER"] if r["MaintenanceOrder"] == told["number"])
                self.keep(copied)
            elif self.path == "/order-changes":
                self.change_order(told.pop("number"), told)
            else:
                rows = ROWS["API_MAINTNOTIFICATION"]
                row = next((r for r in rows if r["MaintenanceNotification"] == told["number"]), None)
                if row is None:
                    row = {**rows[0], "MaintenanceNotification": told["number"]}
                    rows.append(row)
                row.update({**told, "LastChangeDateTime": now()})
        self.answer(200, {})

    @staticmethod
    def change_order(number, told):
        rows = ROWS["API_MAINTENANCEORDER"]
        row = next((r for r in rows if r["MaintenanceOrder"] == number), None)
        if told.pop("gone", False):
            rows.remove(row)
            return
        if row is None:
            row = {"MaintenanceOrder": number, "MaintenanceOrderType": "PM03", "MaintenanceOrderDesc": "Seal leaks",
                   "Equipment": "P-0001", "MaintPriority": "2", "SystemStatusText": "CRTD MANC NTUP"}
            rows.append(row)
        row.update({"LastChangeDateTime": now(), **taken("API_MAINTENANCEORDER", told)})

    def do_POST(self):
        raw = self.body()
        if urlsplit(self.path).path == "/oauth/token":
            return SIGN_IN.answer_token(self, CONTROL.mode(), parse_qs(raw.decode()))
        with LOCK:
            COUNTS["asked"] += 1
            COUNTS["posts"] += 1
        mode = CONTROL.mode()
        if self.refuses(mode):
            return None
        cookie = self.headers.get("Cookie", "")
        with LOCK:
            known = SESSIONS.get(cookie)
            if mode == "csrf_old":
                SESSIONS.clear()
        if mode in ("csrf_never", "csrf_old") or known is None or self.headers.get("x-csrf-token") != known:
            return self.error(403, "/IWFND/CM_COS/012", "CSRF token validation failed", headers=[("x-csrf-token", "Required")])
        return self.write(mode, json.loads(raw))

    def refuses(self, mode):
        """Whether the answer was given already."""
        client = parse_qs(urlsplit(self.path).query).get("sap-client", [ARGS.client])[0]
        if mode == "hang":
            time.sleep(90)
            self.hang_up()
        elif mode == "client_unknown" or client != ARGS.client:
            self.answer(401, f"<html><h1>Logon failed</h1>Client {client} is not available in this system</html>".encode(), kind="text/html")
        elif not SIGN_IN.lets_in(self.headers.get("Authorization", ""), mode):
            with LOCK:
                COUNTS["refused"] += 1
            self.answer(401, b"<html><title>Anmeldung fehlgeschlagen</title></html>", [("WWW-Authenticate", 'Basic realm="SAP"')], "text/html")
        elif mode == "rate_limit":
            self.error(429, "RATE", "Too many requests", headers=[("Retry-After", CONTROL["retryAfter"])])
        elif mode == "unavailable":
            self.answer(503, b"<html>503 Service Unavailable</html>", kind="text/html")
        elif mode == "error":
            self.error(500, "SY/530", "Internal error of password1")
        elif mode == "redirect":
            self.answer(302, b"", [("Location", "https://login.plant.local/saml?SAMLRequest=secret-of-the-gateway")])
        elif mode == "not_activated":
            self.error(403, "/IWFND/MED/170", "No service found for namespace '', name 'API_EQUIPMENT', version '0001'")
        elif mode == "node_inactive":
            self.answer(403, b"<html><h1>Service cannot be reached</h1><p>The node is switched off</p></html>", kind="text/html")
        elif mode == "forbidden":
            self.error(403, "/IWBEP/CM_MGW_RT/021", "No authorization to access entity set")
        elif mode == "not_found" or not self.path.startswith(ROOT):
            self.answer(404, b"<html>Not found</html>", kind="text/html")
        elif mode == "flood":
            self.answer(200, b" " * 70_000_000)
        elif mode == "page":
            self.answer(200, b"<!DOCTYPE html><html>Sign in</html>", kind="text/html")
        elif mode == "words":
            self.answer(200, b"RFC Error: Error when opening an RFC connection", kind="text/plain")
        else:
            return False
        return True

    def do_GET(self):
        if self.path == "/control":
            with LOCK:
                orders = [shown("API_MAINTENANCEORDER", row) for row in WRITTEN]
                return self.answer(200, {**COUNTS, "tokens": SIGN_IN.issued, "orders": orders})
        with LOCK:
            COUNTS["asked"] += 1
        mode = CONTROL.mode()
        if self.refuses(mode):
            return None
        parts = urlsplit(self.path)
        service, _, below = unquote(parts.path).removeprefix(ROOT).partition("/")
        if service not in SETS:
            return self.error(404, "/IWFND/MED/170", f"No service found for namespace '', name '{service}', version '0001'")
        if self.headers.get("x-csrf-token", "").lower() == "fetch":
            cookie, csrf = f"SAP_SESSIONID={secrets.token_hex(8)}", secrets.token_urlsafe(16)
            with LOCK:
                COUNTS["csrfFetches"] += 1
                SESSIONS[cookie] = csrf
            return self.answer(200, {}, [("x-csrf-token", csrf), ("Set-Cookie", f"{cookie}; path=/; HttpOnly")])
        if below == "$metadata":
            return self.answer(200, metadata(service, mode), kind="application/xml")
        if below != SETS[service][0]:
            return self.error(404, "005056A509B11EE1B9A8FEC11C21578E", f"Resource not found for the segment '{below}'")
        return self.rows(service, parse_qs(parts.query), mode)

    def rows(self, service, query, mode):
        try:
            with LOCK:
                language = query.get("sap-language", ["EN"])[0]
                expand = query.get("$expand", [""])[0]
                if expand and (service != "API_MAINTNOTIFICATION" or not V2 or mode == "no_expand"):
                    raise Wrong(f"Invalid navigation {expand}")
                rows = select(service, query)
                if service == "API_MAINTNOTIFICATION" and V2:
                    rows = [with_items(row, shown(service, row, language), expand) for row in rows]
                else:
                    rows = [shown(service, row, language) for row in rows]
        except Wrong as wrong:
            return self.error(400, "005056A509B11ED1BDCCF46", str(wrong))
        begin = int(query.get("$skiptoken", ["0"])[0])
        page = rows[begin:begin + ARGS.server_page] if ARGS.server_page else rows[begin:]
        more = begin + len(page) < len(rows) or mode in ("next_elsewhere", "endless")
        place = f"{SETS[service][0]}?" + "&".join(f"{k}={v[0]}" for k, v in query.items() if k.startswith("$") and k != "$skiptoken")
        following = f"{place}&$skiptoken={begin + len(page)}"
        if mode == "next_elsewhere":
            following = f"https://elsewhere.plant.local/{following}&sap-contextid=secret-of-the-gateway"
        if mode == "endless":
            following = f"{place}&$skiptoken=0"
        if mode == "empty":
            page, more = [], False
        whole = {"d": {"results": page}} if V2 else {"@odata.context": "$metadata", "value": page}
        if more:
            (whole["d"] if V2 else whole)["__next" if V2 else "@odata.nextLink"] = following
        if mode == "shapeless":
            whole = {"status": "ok"}
        raw = json.dumps(whole).encode()
        self.answer(200, raw[:len(raw) // 2] if mode == "cut" else raw)

    def write(self, mode, told):
        if mode == "cut_before":
            return self.hang_up()
        if mode == "refuse_order" or told.get("MaintenanceOrderType") != "PM01":
            return self.error(400, "IW/085", "An exception was raised.", [("IW/085", "Order type is not allowed for planning plant 1010", "error")])
        kinds = SETS["API_MAINTENANCEORDER"][2]
        unknown = [name for name in told if name not in kinds]
        if unknown:
            return self.error(400, "/IWCOR/CX_OD", f"Property '{unknown[0]}' is invalid")
        if mode == "late":
            threading.Timer(CONTROL["late"], self.keep, [told]).start()
            return self.hang_up()
        order = self.keep(told)
        if mode == "cut_after":
            return self.hang_up()
        if mode == "gateway_after":
            return self.answer(504, b"<html>Gateway time-out</html>", kind="text/html")
        row = shown("API_MAINTENANCEORDER", order)
        return self.answer(201, {"d": row} if V2 else {"@odata.context": "$metadata", **row})

    @staticmethod
    def keep(told):
        with LOCK:
            rows = ROWS["API_MAINTENANCEORDER"]
            row = {name: value for name, value in told.items() if name != "LatestAcceptableCompletionDate"}
            row = {"SystemStatusText": "CRTD MANC NTUP", **row, "MaintenanceOrder": f"{4000001 + len(WRITTEN)}", "LastChangeDateTime": now()}
            WRITTEN.append(row)
            rows.append(row)
            return row


def main():
    furnish()
    serve(Handler, ARGS)


main()
