"""Conversations in Spanish and in Turkish, as people who live here hold them: one vote, one question, one STOP."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.channels import CHANNELS
from bot.edition.file import read_edition
from bot.practice.sample import SAMPLE
from storage.database.store import Store
from tests.conftest import HandClock, opened
from tests.support.player import Player
from tests.tasks.segments import too_heavy, weigh

SPANISH = """
> español
< Votar
> ayuda
< Responda con la cifra de una línea
> quiero votar
sms< Vote por 3 proyectos como máximo
telegram< Elija de 1 a 3 proyectos
> 3 y 99
sms< Elegido: 3.
telegram< ✔ 1 elegido de 3: 3
> 12
> eso es todo
sms< Para confirmar, envíe
telegram< ¿Es este su voto?
sms> {code}
telegram> [Sí, confirmo]
< ¡Gracias! Su voto está en la urna.
< hasta el 29 de noviembre
> ¿llegó mi voto?
< Sí, su voto está en la urna desde el 5 de noviembre.
> anular mi voto
< no se retira, se cambia entero
> tengo una pregunta
< ¿Cuál es su pregunta?
> ¿de qué bosque vendrá la madera?
< No sé responder a eso. Su pregunta n.º 1 está enviada.
< ANNULER QUESTION 1
> buenos días, quisiera cambiar mi barrio
< Barrio
> menú
< Cambiar mi voto
> français
< Changer mon vote
> no me envíen más mensajes, por favor
< C'est noté, nous ne vous écrirons plus.
"""

TURKISH = """
> türkçe
< Oy ver
> YARDIM
< rakam
> oy vermek istiyorum
sms< En fazla 3 projeye oy verin
telegram< 1 ile 3 arası proje seçin
> 3 ve 99
sms< Seçilen: 3.
telegram< ✔ 1 / 3 seçildi: 3
> 12
> BU KADAR
sms< Onaylamak için gönderin
telegram< Oyunuz bu mu?
sms> {code}
telegram> [Evet, onaylıyorum]
< Teşekkürler! Oyunuz sandıkta.
< 29 Kasım
> oyum ulaştı mı
< Evet, oyunuz 5 Kasım gününden beri sandıkta.
> oyumu iptal et
< geri alınmaz, tümüyle değiştirilir
> bir sorum var
< Sorunuz nedir?
> tahta hangi ormandan gelecek?
< Bunun cevabını bilmiyorum. 1 numaralı sorunuz iletildi.
< ANNULER QUESTION 1
> menü
< Oyumu değiştir
> İPTAL
< Yarım kalan bir şey yok.
> bana artık mesaj atmayın lütfen
< Tamam, artık size yazmayacağız.
"""


@pytest.mark.parametrize("channel", [channel.name for channel in CHANNELS])
@pytest.mark.parametrize(
    ("language", "script"),
    [pytest.param("es", SPANISH, id="Spanish"), pytest.param("tr", TURKISH, id="Turkish")],
)
def test_the_conversation_goes_as_written(
    language: str, script: str, channel: str, sqlite: Store, clock: HandClock
) -> None:
    opened(sqlite, replace(read_edition(SAMPLE), languages=("fr", language)))
    player = Player(sqlite, clock, channel)

    player.play(script)

    if channel == "sms":
        assert too_heavy(weigh(language, player.texts)) == {}


@pytest.mark.parametrize("asked", ["español", "türkçe"])
def test_a_language_that_the_edition_does_not_list_is_not_spoken(asked: str, sqlite: Store, clock: HandClock) -> None:
    opened(sqlite, replace(read_edition(SAMPLE), languages=("fr", "en")))
    player = Player(sqlite, clock, "telegram")

    player.play(f"> {asked}\n< Which language?\n<! Español\n<! Türkçe\n> menu\n< Voir les projets")
