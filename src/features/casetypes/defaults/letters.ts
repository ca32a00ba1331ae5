import type { KeepsInTouch, Letters } from '../contract/letters.ts'

/** What the shipped types tell customers by themselves. */
export const withFinance: Letters = {
  en: 'we have checked “{subject}” ({number}), and it now lies with our finance team for its decision. You do not have to do anything; I will write as soon as it is made.',
  de: 'wir haben „{subject}“ ({number}) geprüft; jetzt liegt es zur Entscheidung bei unserer Buchhaltung. Sie müssen nichts tun; ich schreibe Ihnen, sobald entschieden ist.',
  fr: 'nous avons vérifié « {subject} » ({number}) ; la décision revient maintenant à notre comptabilité. Vous n’avez rien à faire ; je vous écris dès qu’elle est prise.',
  es: 'hemos comprobado «{subject}» ({number}) y ahora decide nuestro departamento financiero. No tiene que hacer nada; le escribiré en cuanto haya una decisión.',
  ar: 'لقد راجعنا «{subject}» ({number})، وهي الآن لدى قسم المالية لاتخاذ القرار. لا يلزمكم فعل أي شيء، وسأكتب إليكم فور صدوره.',
}

export const onItsWay: Letters = {
  en: 'the replacement for “{subject}” ({number}) is being made ready and leaves us next. You will get its tracking from me.',
  de: 'der Ersatz zu „{subject}“ ({number}) wird vorbereitet und geht als Nächstes auf den Weg. Die Sendungsnummer bekommen Sie von mir.',
  fr: 'le remplacement concernant « {subject} » ({number}) est en préparation et part ensuite. Je vous enverrai son numéro de suivi.',
  es: 'estamos preparando la sustitución de «{subject}» ({number}) y será lo próximo que salga. Le enviaré el número de seguimiento.',
  ar: 'نُجهّز البديل الخاص بـ«{subject}» ({number}) وسيُرسل قريبًا. سأوافيكم برقم التتبع.',
}

export const underInspection: Letters = {
  en: 'we are inspecting what you reported under “{subject}” ({number}). I will tell you what we found and what follows from it.',
  de: 'wir untersuchen, was Sie unter „{subject}“ ({number}) gemeldet haben. Ich sage Ihnen, was wir gefunden haben und was daraus folgt.',
  fr: 'nous examinons ce que vous avez signalé sous « {subject} » ({number}). Je vous dirai ce que nous avons trouvé et la suite.',
  es: 'estamos examinando lo que nos indicó en «{subject}» ({number}). Le diré qué hemos encontrado y cómo seguimos.',
  ar: 'نفحص ما أبلغتم عنه في «{subject}» ({number}). سأخبركم بما وجدناه وبالخطوة التالية.',
}

export const stillDown: KeepsInTouch = {
  hours: 4,
  letters: {
    en: 'we are still working on “{subject}” ({number}) without a break. You will hear from me the moment it works again.',
    de: 'wir arbeiten ohne Unterbrechung an „{subject}“ ({number}). Sie hören von mir, sobald es wieder läuft.',
    fr: 'nous travaillons sans interruption sur « {subject} » ({number}). Je vous écris dès que tout fonctionne.',
    es: 'seguimos trabajando sin pausa en «{subject}» ({number}). Le aviso en cuanto vuelva a funcionar.',
    ar: 'ما زلنا نعمل دون توقف على «{subject}» ({number}). سأخبركم فور عودة الخدمة.',
  },
}
