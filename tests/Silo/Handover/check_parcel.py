#!/usr/bin/env python3
"""Checks a parcel by what its README says, without any code of the product.

check_parcel.py FOLDER            the fingerprint and the number of lines
check_parcel.py FOLDER PROOF.json also that the proof's line is in it

Ends with 0 when everything is right, else with 1 and a line that says what is not.
"""
import hashlib
import json
import pathlib
import sys


def leaf(line):
    return hashlib.sha256(b"\x00" + line).digest()


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(lines):
    if not lines:
        return hashlib.sha256(b"").digest()
    if len(lines) == 1:
        return leaf(lines[0])
    split = 1
    while split * 2 < len(lines):
        split *= 2
    return node(root(lines[:split]), root(lines[split:]))


def climb(line, index, size, hashes):
    result, left = leaf(line), list(hashes)
    while size > 1:
        if index % 2 == 1:
            result = node(left.pop(0), result)
        elif index + 1 < size:
            result = node(result, left.pop(0))
        index, size = index // 2, (size + 1) // 2
    if left:
        raise SystemExit("the proof has too many hashes")
    return result


def main():
    folder = pathlib.Path(sys.argv[1])
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    lines = (folder / "signatures.csv").read_bytes().split(b"\r\n")[1:-1]
    if len(lines) != manifest["signatures"]:
        raise SystemExit(f"{len(lines)} lines, and the manifest says {manifest['signatures']}")
    if root(lines).hex() != manifest["fingerprint"]:
        raise SystemExit("the fingerprint is not that of signatures.csv")
    if len(sys.argv) > 2:
        proof = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
        line = proof["line"].encode("utf-8")
        if lines[proof["index"]] != line:
            raise SystemExit("the line of the proof is not in signatures.csv at that place")
        hashes = [bytes.fromhex(text) for text in proof["hashes"]]
        if climb(line, proof["index"], proof["size"], hashes).hex() != manifest["fingerprint"]:
            raise SystemExit("the proof does not lead to the fingerprint")
    print(manifest["fingerprint"])


sys.setrecursionlimit(10_000)
main()
