#!/usr/bin/env python3
"""A contract server for Oracle Fusion Cloud Maintenance: the REST framework and the resources as Oracle documents them,
nothing of Oracle's. Standard library only.

inventoryOrganizations (M1 is maintained, M2 is not), installedBaseAssets (two units U-01 and U-02, pumps P-0001 ... of which
every odd one is part of U-01; one asset of M2, one that is not maintainable) and maintenanceWorkOrders (--work-orders, all completed, and
--open-orders) below
/fscmRestApi/resources/11.13.18.05/, each with `describe`, `q`, `fields`, `orderBy`, `limit` (25 unless asked for, 499 at most),
`offset`, `hasMore`, `onlyData`; errors with o:errorDetails to who accepts them; POST of work orders, whose number is unique
in its organization; POST /oauth2/v1/token.

PUT /control (no sign-in, for tests): {"mode": ..., "count": n, "then": ..., "retryAfter": "2"}; "count": for so many questions, then ok or "then".
  ok, page, words, redirect, forbidden, rate_limit, unavailable, window (announced maintenance), error, cut, shapeless,
  nothing_seen (of assets and orders), large (an answer without end), hang (no answer), endless (what is asked for is passed over), early_end (hasMore is always
  false), lacks_field, not_queryable, no_create, no_statuses (they may not be read), token_refused, token_nothing, token_down, token_unknown,
  refuse_order, cut_before (the connection ends before the order is taken), cut_after (after it was taken),
  late (cut, and taken a while later: {"late": seconds}), gateway_after (taken, but what stands before Oracle answers 504),
  overtaken (somebody else makes the very order while it is on its way)
PUT /work-orders: {"number": ..., fields}: one that changes now, or when LastUpdateDate says; with "gone": it is no longer there. PUT /orders: {"number": ...}: one
is copied with its number. GET /control: counts, and the orders that were written.
"""
import argparse
import datetime
import json
import re
import sys
import threading
import time
from urllib.parse import parse_qs, urlsplit

sys.dont_write_bytecode = True
from contract_server import Control, JsonHandler, SignIn, common, serve, with_sign_in  # noqa: E402

UTC = datetime.timezone.utc
ROOT = "/fscmRestApi/resources/11.13.18.05/"
FIRST_ID = 300000000000000


def arguments():
    p = argparse.ArgumentParser()
    common(p)
    with_sign_in(p)
    p.add_argument("--assets", type=int, default=5)
    p.add_argument("--work-orders", type=int, default=3)
    p.add_argument("--open-orders", type=int, default=0)
    p.add_argument("--most", type=int, default=499, help="rows that one answer has at most")
    p.add_argument("--children-in", choices=["list", "collection"], default="collection")
    return p.parse_args()


ARGS = arguments()
LOCK = threading.RLock()
CONTROL = Control(late=3)
SIGN_IN = SignIn(ARGS)
COUNTS = {"asked": 0, "refused": 0, "posts": 0, "described": 0}

TEXT, ID, INSTANT, FLAG, NUMBER = "string", "integer", "datetime", "boolean", "number"
ATTRIBUTES = {
    "inventoryOrganizations": {
        "OrganizationId": ID, "OrganizationCode": TEXT, "OrganizationName": TEXT, "Status": TEXT, "MaintenanceEnabledFlag": FLAG},
    "installedBaseAssets": {
        "AssetId": ID, "AssetNumber": TEXT, "Description": TEXT, "SerialNumber": TEXT, "ItemNumber": TEXT,
        "OperatingOrganizationId": ID, "OperatingOrganizationCode": TEXT, "CurrentLocationContextCode": TEXT,
        "CurrentLocationId": ID, "InServiceDate": INSTANT, "ActiveEndDate": INSTANT, "MaintainableFlag": FLAG,
        "NewWoAllowedFlag": FLAG, "LastUpdateDate": INSTANT},
    "maintenanceWorkOrders": {
        "WorkOrderId": ID, "WorkOrderNumber": TEXT, "WorkOrderDescription": TEXT, "WorkOrderStatusCode": TEXT,
        "WorkOrderTypeCode": TEXT, "WorkOrderSubTypeCode": TEXT, "WorkOrderPriority": NUMBER, "OrganizationId": ID,
        "OrganizationCode": TEXT, "AssetId": ID, "AssetNumber": TEXT, "PlannedStartDate": INSTANT,
        "PlannedCompletionDate": INSTANT, "ActualStartDate": INSTANT, "ActualCompletionDate": INSTANT,
        "CreationDate": INSTANT, "LastUpdateDate": INSTANT},
    "workOrderStatuses": {
        "WoStatusId": ID, "WoStatusCode": TEXT, "WoStatusName": TEXT, "WoStatusDescription": TEXT, "WoSystemStatusCode": TEXT},
}
CHILDREN = {"installedBaseAssets": {"relationships": {"RelationshipId": ID, "AssetId": ID, "AssetNumber": TEXT}}}
KEYS = {"inventoryOrganizations": "OrganizationId", "installedBaseAssets": "AssetId", "maintenanceWorkOrders": "WorkOrderId",
        "workOrderStatuses": "WoStatusId"}
ROWS = {name: [] for name in ATTRIBUTES}
WRITTEN = []


def now():
    return datetime.datetime.now(UTC)


def at(text):
    told = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def furnish():
    begin = datetime.datetime(2026, 1, 1, tzinfo=UTC)
    for n, (code, maintained) in enumerate([("M1", True), ("M2", False)]):
        ROWS["inventoryOrganizations"].append({
            "OrganizationId": FIRST_ID + 900 + n, "OrganizationCode": code, "OrganizationName": f"Refinery {n + 1}",
            "Status": "Active", "MaintenanceEnabledFlag": maintained})

    own = [("ORA_RELEASED", "ORA_RELEASED"), ("ORA_ON_HOLD", "ORA_ON_HOLD"), ("XX_PARTS_ORDERED", "ORA_ON_HOLD")]
    for n, (code, system) in enumerate(own):
        ROWS["workOrderStatuses"].append({"WoStatusId": n + 1, "WoStatusCode": code, "WoStatusName": code, "WoSystemStatusCode": system})

    def asset(n, number, description, **more):
        ROWS["installedBaseAssets"].append({
            "AssetId": FIRST_ID + n, "AssetNumber": number, "Description": description, "SerialNumber": f"S-{n:05d}",
            "ItemNumber": "PUMP-API610", "OperatingOrganizationId": FIRST_ID + 900, "OperatingOrganizationCode": "M1",
            "CurrentLocationContextCode": "ORA_INTERNAL_LOCATION", "CurrentLocationId": FIRST_ID + 800,
            "InServiceDate": datetime.datetime(2015, 5, 31, 21, tzinfo=UTC), "MaintainableFlag": True, "NewWoAllowedFlag": True,
            "LastUpdateDate": begin, **more})

    for n in range(1, ARGS.assets + 1):
        ended = {"ActiveEndDate": begin} if n % 50 == 0 else {}
        asset(n, f"P-{n:04d}", f"Feed pump {n}", **ended)
    pumps = list(ROWS["installedBaseAssets"])
    parts = [{"RelationshipId": 1 + i, "AssetId": p["AssetId"], "AssetNumber": p["AssetNumber"]} for i, p in enumerate(pumps[::2])]
    asset(100001, "U-01", "Unit 1", ItemNumber="UNIT", relationships=parts)
    asset(100002, "U-02", "Unit 2", ItemNumber="UNIT", relationships=[])
    asset(100003, "X-0001", "Pump elsewhere", OperatingOrganizationCode="M2")
    asset(100004, "TOOL-1", "Torque wrench", MaintainableFlag=False)
    for n in range(1, ARGS.work_orders + 1):
        began = datetime.datetime(2026, 2, 1, 3, tzinfo=UTC) + datetime.timedelta(days=n % 250)
        pump = pumps[(n - 1) % max(len(pumps), 1)]
        is_corrective = n % 3 != 0
        ROWS["maintenanceWorkOrders"].append({
            "WorkOrderId": FIRST_ID + 500000 + n, "WorkOrderNumber": f"{1000 + n}", "OrganizationId": FIRST_ID + 900,
            "OrganizationCode": "M1", "WorkOrderDescription": f"Seal leaks ({n})" if is_corrective else f"Oil changed ({n})",
            "WorkOrderStatusCode": "ORA_COMPLETED" if n % 2 else "ORA_CLOSED",
            "WorkOrderTypeCode": "CORRECTIVE" if is_corrective else "PREVENTIVE",
            "WorkOrderSubTypeCode": "ORA_EMERGENCY" if is_corrective else "ORA_PLANNED", "WorkOrderPriority": 2,
            "AssetId": pump["AssetId"], "AssetNumber": pump["AssetNumber"], "CreationDate": began,
            "ActualStartDate": began + datetime.timedelta(hours=1), "ActualCompletionDate": began + datetime.timedelta(hours=4),
            # Some at the very same time: pages that end among them must lose none.
            "LastUpdateDate": begin + datetime.timedelta(minutes=n // 4)})


    for n in range(1, ARGS.open_orders + 1):
        pump = pumps[(n - 1) % max(len(pumps), 1)]
        has_begun = n % 3 == 0
        ROWS["maintenanceWorkOrders"].append({
            "WorkOrderId": FIRST_ID + 600000 + n, "WorkOrderNumber": f"{500000 + n}", "OrganizationId": FIRST_ID + 900,
            "OrganizationCode": "M1", "WorkOrderDescription": f"Check the coupling ({n})",
            "WorkOrderStatusCode": "ORA_RELEASED" if n % 2 else "ORA_UNRELEASED" if not has_begun else "ORA_ON_HOLD",
            "WorkOrderTypeCode": "PREVENTIVE" if n % 4 == 0 else "CORRECTIVE", "WorkOrderSubTypeCode": "ORA_PLANNED",
            "WorkOrderPriority": n % 4 + 1, "AssetId": pump["AssetId"], "AssetNumber": pump["AssetNumber"],
            "PlannedCompletionDate": begin + datetime.timedelta(days=400 + n % 30), "CreationDate": begin,
            "ActualStartDate": begin + datetime.timedelta(days=1) if has_begun else None,
            "LastUpdateDate": begin + datetime.timedelta(minutes=n // 4)})


class Wrong(Exception):
    """A question that the framework refuses."""


def written(value):
    return value.isoformat() if isinstance(value, datetime.datetime) else value


def literal(text, kind):
    quoted = re.fullmatch(r"'([^']*)'|\"([^\"]*)\"", text)
    inside = (quoted.group(1) if quoted.group(1) is not None else quoted.group(2)) if quoted else text
    try:
        if kind == INSTANT:
            return at(inside)
        if kind in (ID, NUMBER):
            return int(inside)
    except ValueError:
        raise Wrong(f"URL request parameter q is invalid: {text}") from None
    if kind == FLAG:
        return inside in ("true", "Y")
    return inside


def condition(resource, text, mode):
    """One of: (a or b), field LIKE pattern, field operator value."""
    text = text.strip()
    group = re.fullmatch(r"\((.*)\)", text)
    if group:
        any_of = [condition(resource, part, mode) for part in re.split(r" or (?=\w+ (?:LIKE|=) )", group.group(1))]
        return lambda row: any(one(row) for one in any_of)
    parts = re.fullmatch(r"(\w+) *(LIKE|>=|<=|=|>|<) *(.+)", text)
    if not parts or parts.group(1) not in ATTRIBUTES[resource]:
        raise Wrong(f"The attribute in the query expression {text!r} does not exist.")
    field, operator, value = parts.groups()
    if mode == "not_queryable" and field == "LastUpdateDate":
        raise Wrong(f"Attribute {field} is not queryable.")
    wanted = literal(value, ATTRIBUTES[resource][field])
    if operator == "LIKE":
        pattern = "".join({"%": ".*", "_": "."}.get(c, re.escape(c)) for c in wanted)
        return lambda row: re.fullmatch(pattern, row.get(field) or "", re.DOTALL) is not None
    compare = {"=": lambda a: a == wanted, ">": lambda a: a > wanted, ">=": lambda a: a >= wanted,
               "<": lambda a: a < wanted, "<=": lambda a: a <= wanted}[operator]
    return lambda row: row.get(field) is not None and compare(row[field])


def selection(resource, text):
    """AssetId,AssetNumber;relationships:AssetId"""
    own, *below = text.split(";")
    fields = [f for f in own.split(",") if f]
    children = {}
    for one in below:
        name, _, of_child = one.partition(":")
        children[name] = of_child.split(",")
    known = CHILDREN.get(resource, {})
    unknown = [f for f in fields if f not in ATTRIBUTES[resource]]
    unknown += [f for name, all_of in children.items() for f in all_of if f not in known.get(name, {})]
    if unknown:
        raise Wrong(f"The attribute {unknown[0]} in the fields parameter does not exist.")
    return fields, children


def shown(resource, row, fields, children):
    out = {field: written(row.get(field)) for field in fields}
    for name, of_child in children.items():
        below = [{f: part[f] for f in of_child} for part in row.get(name, [])]
        out[name] = below if ARGS.children_in == "list" else {"items": below, "count": len(below), "hasMore": False}
    return out


def describe(resource, mode):
    lacking = {"installedBaseAssets": "AssetNumber"}.get(resource) if mode == "lacks_field" else None
    attributes = [{"name": name, "type": kind, "updatable": False, "mandatory": False,
                   "queryable": not (mode == "not_queryable" and name == "LastUpdateDate")}
                  for name, kind in ATTRIBUTES[resource].items() if name != lacking]
    actions = [{"name": "get", "method": "GET"}]
    if mode != "no_create":
        actions.append({"name": "create", "method": "POST", "requestType": ["application/vnd.oracle.adf.resourceitem+json"]})
    children = {name: {"attributes": [{"name": f} for f in fields]} for name, fields in CHILDREN.get(resource, {}).items()}
    return {"Resources": {resource: {"discrColumnType": False, "attributes": attributes, "children": children,
                                     "collection": {"rangeSize": 25, "finders": [], "actions": actions}}}}


class Handler(JsonHandler):
    def error(self, status, text, code="", path="", headers=()):
        if "application/vnd.oracle.adf.error+json" not in self.headers.get("Accept", ""):
            return self.answer(status, text.encode(), headers, "text/plain")
        body = {"title": "Error", "status": str(status), "o:errorDetails": [{"detail": text, "o:errorCode": code, "o:errorPath": path}]}
        return self.answer(status, body, headers, "application/vnd.oracle.adf.error+json")

    def do_PUT(self):
        told = json.loads(self.body())
        with LOCK:
            if self.path == "/control":
                CONTROL.set(told)
            elif self.path == "/orders":
                copied = next(r for r in WRITTEN if r["WorkOrderNumber"] == told["number"])
                self.keep(dict(copied))
            else:
                rows = ROWS["maintenanceWorkOrders"]
                number = told.pop("number")
                row = next((r for r in rows if r["WorkOrderNumber"] == number), None)
                if told.pop("gone", False):
                    rows.remove(row)
                    return self.answer(200, {})
                if row is None:
                    row = {**rows[0], "WorkOrderId": max(r["WorkOrderId"] for r in rows) + 1, "WorkOrderNumber": number}
                    rows.append(row)
                kinds = ATTRIBUTES["maintenanceWorkOrders"]
                row.update({"LastUpdateDate": now(), **{k: at(v) if kinds[k] == INSTANT and v else v for k, v in told.items()}})
        self.answer(200, {})

    def refuses(self, mode):
        """Whether the answer was given already."""
        page = b"<!DOCTYPE html><html><head><title>Sign In</title></head><body>Oracle Applications Cloud</body></html>"
        if mode == "hang":
            time.sleep(90)
            self.hang_up()
        elif mode == "redirect":
            self.answer(302, b"", [("Location", "https://login.plant.local/oam/server?authn_try=secret-of-the-gateway")])
        elif mode == "page":
            self.answer(200, page, kind="text/html")
        elif not SIGN_IN.lets_in(self.headers.get("Authorization", ""), mode):
            with LOCK:
                COUNTS["refused"] += 1
            self.answer(401, b"<html><head><title>401 Unauthorized</title></head></html>",
                        [("WWW-Authenticate", 'Basic realm="Oracle Fusion"')], "text/html")
        elif mode == "words":
            self.answer(200, b"Service Temporarily Available", kind="text/plain")
        elif mode == "forbidden":
            self.error(403, "You don't have the privilege to use this resource.", "FND-2")
        elif mode == "rate_limit":
            self.error(429, "Too many requests", headers=[("Retry-After", CONTROL["retryAfter"])])
        elif mode == "unavailable":
            self.answer(503, b"<html>503 Service Unavailable</html>", kind="text/html")
        elif mode == "window":
            self.answer(503, b"<html><h1>Scheduled maintenance</h1>We will be back at 06:00 UTC</html>", kind="text/html")
        elif mode == "error":
            self.error(500, "JBO-29000: Unexpected exception of password1", "JBO-29000")
        elif not self.path.startswith(ROOT):
            self.error(404, "The requested version of the resources was not found")
        else:
            return False
        return True

    def do_GET(self):
        if self.path == "/control":
            with LOCK:
                orders = [{name: written(value) for name, value in row.items()} for row in WRITTEN]
                return self.answer(200, {**COUNTS, "tokens": SIGN_IN.issued, "orders": orders})
        with LOCK:
            COUNTS["asked"] += 1
        mode = CONTROL.mode()
        if self.refuses(mode):
            return None
        parts = urlsplit(self.path)
        resource, _, below = parts.path.removeprefix(ROOT).partition("/")
        if resource not in ATTRIBUTES or below not in ("", "describe"):
            return self.error(404, f"The requested resource {resource} was not found")
        if below == "describe":
            with LOCK:
                COUNTS["described"] += 1
            return self.answer(200, describe(resource, mode), kind="application/vnd.oracle.adf.description+json")
        if resource == "workOrderStatuses" and mode == "no_statuses":
            return self.error(403, "You don't have the privilege to use this resource.", "FND-2")
        return self.rows(resource, parse_qs(parts.query), mode)

    def rows(self, resource, query, mode):
        one = lambda name, default="": query.get(name, [default])[0]
        asked = min(int(one("limit", "25")), ARGS.most)
        offset = int(one("offset", "0"))
        try:
            if int(self.headers.get("REST-Framework-Version", "1")) < 2:
                raise Wrong("URL request parameter q is invalid.")
            with LOCK:
                rows = list(ROWS[resource])
                # Not within a text.
                for text in [t for t in re.split(r" and (?=(?:[^']*'[^']*')*[^']*$)", one("q")) if t]:
                    if mode != "endless" or ">" not in text:
                        rows = [row for row in rows if condition(resource, text, mode)(row)]
                for part in reversed([p for p in one("orderBy").split(",") if p]):
                    name, _, direction = part.partition(":")
                    rows.sort(key=lambda row: row[name], reverse=direction == "desc")
                fields, children = selection(resource, one("fields") or ",".join(ATTRIBUTES[resource]))
                items = [shown(resource, row, fields, children) for row in rows[offset:offset + asked]]
        except Wrong as wrong:
            return self.error(400, str(wrong))
        if one("onlyData") != "true":
            for item in items:
                item["links"] = [{"rel": "self", "href": f"https://elsewhere.plant.local{ROOT}{resource}", "kind": "item"}]
        has_more = offset + len(items) < len(rows)
        if mode == "early_end":
            has_more = False
        # Without data access Oracle refuses nothing: it shows nothing.
        if mode == "nothing_seen" and resource != "inventoryOrganizations":
            items, has_more = [], False
        whole = {"items": items, "count": len(items), "hasMore": has_more, "limit": asked, "offset": offset, "links": []}
        if mode == "shapeless":
            whole = {"status": "ok"}
        raw = json.dumps(whole).encode()
        if mode == "large":
            raw = b'{"items":[' + b" " * (65 << 20) + b"]}"
        return self.answer(200, raw[:len(raw) // 2] if mode == "cut" else raw, kind="application/vnd.oracle.adf.resourcecollection+json")

    def do_POST(self):
        raw = self.body()
        if urlsplit(self.path).path == "/oauth2/v1/token":
            return SIGN_IN.answer_token(self, CONTROL.mode(), parse_qs(raw.decode()))
        with LOCK:
            COUNTS["asked"] += 1
            COUNTS["posts"] += 1
        mode = CONTROL.mode()
        if self.refuses(mode):
            return None
        if self.path != ROOT + "maintenanceWorkOrders":
            return self.error(404, "The requested resource was not found")
        if self.headers.get("Content-Type") != "application/vnd.oracle.adf.resourceitem+json":
            return self.error(415, "Unsupported media type")
        return self.write(mode, json.loads(raw))

    def write(self, mode, told):
        if mode == "cut_before":
            return self.hang_up()
        kinds = ATTRIBUTES["maintenanceWorkOrders"]
        wrong = next((name for name in told if name not in kinds), None)
        if wrong:
            return self.error(400, "The attribute does not exist.", "JBO-25058", f"/{wrong}")
        if mode == "refuse_order" or told.get("WorkOrderTypeCode") not in ("CORRECTIVE", "PREVENTIVE"):
            return self.error(400, "The work order type isn't valid for the organization.", "WIE-2791", "/WorkOrderTypeCode")
        if told.get("OrganizationCode") != "M1":
            return self.error(400, "The organization isn't valid.", "WIE-2001", "/OrganizationCode")
        if not any(a["AssetId"] == told.get("AssetId") for a in ROWS["installedBaseAssets"]):
            return self.error(400, "The asset isn't valid.", "WIE-2002", "/AssetId")
        if mode == "overtaken":
            self.keep(dict(told))
        with LOCK:
            if any(r["WorkOrderNumber"] == told.get("WorkOrderNumber") for r in ROWS["maintenanceWorkOrders"]):
                return self.error(400, "A work order with this number already exists.", "WIE-2003", "/WorkOrderNumber")
        if mode == "late":
            threading.Timer(CONTROL["late"], self.keep, [told]).start()
            return self.hang_up()
        order = self.keep(told)
        if mode == "cut_after":
            return self.hang_up()
        if mode == "gateway_after":
            return self.answer(504, b"<html>Gateway time-out</html>", kind="text/html")
        return self.answer(201, shown("maintenanceWorkOrders", order, kinds, {}), kind="application/vnd.oracle.adf.resourceitem+json")

    @staticmethod
    def keep(told):
        kinds = ATTRIBUTES["maintenanceWorkOrders"]
        with LOCK:
            row = {k: at(v) if kinds[k] == INSTANT and isinstance(v, str) else v for k, v in told.items()}
            row = {**row, "WorkOrderId": FIRST_ID + 700000 + len(WRITTEN), "CreationDate": now(), "LastUpdateDate": now()}
            WRITTEN.append(row)
            ROWS["maintenanceWorkOrders"].append(row)
            return row


def main():
    furnish()
    serve(Handler, ARGS)


main()
