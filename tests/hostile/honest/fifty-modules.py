# after right.py
import abc, argparse, array, ast, asyncio, base64, bisect, bz2, calendar, cmath, codecs, collections, configparser
import contextlib, contextvars, copy, csv, ctypes, dataclasses, datetime, decimal, difflib, dis, email, enum, fractions
import functools, gc, getpass, glob, gzip, hashlib, heapq, hmac, html, http.client, importlib, inspect, io, itertools
import json, linecache, locale, logging, lzma, math, multiprocessing, numbers, operator, os, pathlib, pickle, platform
import pprint, queue, random, re, sched, secrets, select, shlex, shutil, signal, socket, sqlite3, ssl, statistics
import string, struct, subprocess, sys, tempfile, textwrap, threading, time, timeit, traceback, types, typing
import unicodedata, unittest.mock, urllib.request, uuid, warnings, weakref, xml.etree.ElementTree, zipfile, zlib
import zoneinfo, concurrent.futures, multiprocessing.pool

logging.getLogger(__name__).warning("a log line")
assert hashlib.sha256(b"x").hexdigest() and secrets.token_hex() and uuid.uuid4() and random.random()
assert sqlite3.connect(":memory:").execute("select 1").fetchone() == (1,)
assert lzma.decompress(lzma.compress(b"x")) == bz2.decompress(bz2.compress(b"x")) == b"x"
assert platform.system() and os.cpu_count() and time.strftime("%Z") is not None
