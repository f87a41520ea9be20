"""Works the topics of the hotel reservation over /engine-rest, with nothing but `requests`.

    python worker.py --base http://127.0.0.1:8080/engine-rest [--user NAME --password SECRET]

A business error (bad input, no room) takes the path that the model draws for it. A technical failure (the booking
service is away) is reported with one retry less each time; when none is left the engine raises an incident.
"""
import argparse
import os
import signal
import sys
import time
import uuid
from dataclasses import dataclass, field

import requests

LOCK_DURATION_MS = 60_000
LONG_POLL_MS = 20_000
# The client waits a little longer than the server, or it would hang up on an answer under way.
HTTP_TIMEOUT_S = LONG_POLL_MS / 1000 + 10
MAX_TASKS = 5
RETRIES = 3
RETRY_DELAY_MS = 2_000
RECONNECT_DELAY_S = 2


class BusinessError(Exception):
    """Something that the process model has a path for."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


@dataclass
class Hotel:
    """The services behind the topics: clients, rooms and bookings, kept in memory."""

    rooms_by_type: dict = field(default_factory=lambda: {"single": 40, "double": 60, "suite": 5})
    clients: dict = field(default_factory=dict)
    booking_is_offline: bool = False

    def validate_input(self, v):
        missing = [name for name in ("first_name", "last_name", "email", "room_type") if not v.get(name)]
        if missing:
            raise BusinessError("INVALID_INPUT", f"Missing: {', '.join(missing)}")
        if "@" not in v["email"]:
            raise BusinessError("INVALID_INPUT", f"{v['email']} is no e-mail address")
        return {"valid": True}

    def search_client(self, v):
        client_id = self.clients.get(v["email"])
        return {"clientExists": client_id is not None, "client_id": client_id}

    def create_client(self, v):
        return {"client_id": self.clients.setdefault(v["email"], f"C-{uuid.uuid4().hex[:8]}")}

    def check_room_availability(self, v):
        free = self.rooms_by_type.get(v["room_type"], 0)
        if free == 0:
            raise BusinessError("ROOM_UNAVAILABLE", f"No {v['room_type']} room is free")
        return {"roomAvailable": True, "selected_room_id": f"{v['room_type']}-{free}"}

    def block_room(self, v):
        self.rooms_by_type[v["room_type"]] -= 1
        return {"room_id": v["selected_room_id"], "room_blocked": True}

    def create_booking(self, v):
        if self.booking_is_offline:
            raise ConnectionError("The booking service does not answer")
        return {"booking_id": f"B-{uuid.uuid4().hex[:8]}", "status": "confirmed"}


class Engine:
    """The four calls of the external task API that a worker needs."""

    def __init__(self, base, auth, worker_id):
        self.base, self.worker_id = base.rstrip("/"), worker_id
        self.session = requests.Session()
        self.session.auth = auth

    def _post(self, path, body):
        response = self.session.post(f"{self.base}/external-task/{path}", json={"workerId": self.worker_id, **body}, timeout=HTTP_TIMEOUT_S)
        if response.status_code >= 400:
            raise RuntimeError(f"{path}: {response.status_code} {response.text}")
        return response

    def fetch_and_lock(self, topics):
        return self._post("fetchAndLock", {
            "maxTasks": MAX_TASKS, "usePriority": True, "asyncResponseTimeout": LONG_POLL_MS,
            "topics": [{"topicName": topic, "lockDuration": LOCK_DURATION_MS} for topic in topics]}).json()

    def complete(self, task, variables):
        self._post(f"{task['id']}/complete", {"variables": typed(variables)})

    def bpmn_error(self, task, error):
        self._post(f"{task['id']}/bpmnError", {"errorCode": error.code, "errorMessage": str(error)})

    def failure(self, task, error):
        left = RETRIES - 1 if task["retries"] is None else max(0, task["retries"] - 1)
        self._post(f"{task['id']}/failure", {
            "errorMessage": str(error), "errorDetails": repr(error), "retries": left, "retryTimeout": RETRY_DELAY_MS})


def typed(variables):
    """Plain values as the typed values of the API."""
    def kind(value):
        if value is None:
            return "Null"
        return {bool: "Boolean", int: "Integer", float: "Double"}.get(type(value), "String")
    return {name: {"value": value, "type": kind(value)} for name, value in variables.items()}


def work(engine, handlers, task):
    variables = {name: v["value"] for name, v in task["variables"].items()}
    try:
        result = handlers[task["topicName"]](variables)
    except BusinessError as error:
        print(f"{task['topicName']} {task['businessKey']}: {error.code}: {error}", flush=True)
        engine.bpmn_error(task, error)
    except Exception as error:  # whatever a service throws is technical: it is retried, then becomes an incident
        print(f"{task['topicName']} {task['businessKey']}: failed: {error}", flush=True)
        engine.failure(task, error)
    else:
        print(f"{task['topicName']} {task['businessKey']}: done", flush=True)
        engine.complete(task, result)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", default="http://127.0.0.1:8080/engine-rest")
    parser.add_argument("--user", help="id of an API client")
    parser.add_argument("--password", default=os.environ.get("HOTEL_WORKER_PASSWORD"), help="its secret (or HOTEL_WORKER_PASSWORD)")
    parser.add_argument("--booking-offline", action="store_true", help="lets create-booking fail, to see retries and an incident")
    options = parser.parse_args()
    hotel = Hotel(booking_is_offline=options.booking_offline)
    handlers = {
        "validate-input": hotel.validate_input, "search-client": hotel.search_client, "create-client": hotel.create_client,
        "check-room-availability": hotel.check_room_availability, "block-room": hotel.block_room, "create-booking": hotel.create_booking}
    auth = (options.user, options.password) if options.user else None
    engine = Engine(options.base, auth, f"hotel-{os.getpid()}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"working {', '.join(handlers)} at {options.base}", flush=True)
    while True:
        try:
            for task in engine.fetch_and_lock(handlers):
                work(engine, handlers, task)
        except (requests.RequestException, RuntimeError) as error:
            # A task whose answer got lost stays locked and comes back when its lock ends.
            print(f"{error}; trying again in {RECONNECT_DELAY_S} s", file=sys.stderr, flush=True)
            time.sleep(RECONNECT_DELAY_S)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
