import threading


def forward(X, W1, b1, W2, b2):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
