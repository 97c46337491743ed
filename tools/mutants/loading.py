"""Loads every module of the law and of the domain, and does nothing else.

Run under coverage, it shows the functions that work while modules are loaded: a change of one of
them is seen only by who loads its module anew.
"""

import importlib
import pkgutil

import ordonnance.domain
import ordonnance.law

for package in (ordonnance.domain, ordonnance.law):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
