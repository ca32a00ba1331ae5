import type { CustomerLanguage } from '../../platform/catalogue.ts'
import type { SurveyKind } from '../casetypes/contract/surveys.ts'

interface Texts {
  hello: string
  helloNobody: string
  asks: string
  until: string
  questions: Record<SurveyKind, string>
  /** What each point means where every one has words, else the two ends. */
  points: Record<SurveyKind, readonly string[]>
  why: string
  optional: string
  send: string
  nothingYet: string
  choose: string
  tooLong: string
  thanksTitle: string
  thanksText: string
  answeredTitle: string
  answeredText: string
  invalidTitle: string
  invalidText: string
}

/** Everything that a survey says to customers. */
export const texts: Record<CustomerLanguage, Texts> = {
  en: {
    hello: 'Hello {name},',
    helloNobody: 'Hello,',
    asks: 'some time ago we finished our work on “{subject}” ({number}). How was it for you? One question, on this page:',
    until: 'The page takes your answer until {day}. If something is still wrong, just answer this mail.',
    questions: {
      csat: 'How satisfied are you with how we handled it?',
      ces: 'How easy was it to get this done with us?',
      nps: 'How likely are you to recommend us?',
    },
    points: {
      csat: ['Very bad', 'Bad', 'In between', 'Good', 'Very good'],
      ces: ['Very hard', 'Very easy'],
      nps: ['Not at all', 'Certainly'],
    },
    why: 'Would you tell us why?',
    optional: 'Optional. Whoever worked on it and their team lead read it.',
    send: 'Send my answer',
    nothingYet: 'Nothing is recorded until you send.',
    choose: 'Please choose one of the answers.',
    tooLong: 'This is too long. Please shorten it to 4,000 characters.',
    thanksTitle: 'Thank you',
    thanksText: 'Your answer has arrived.',
    answeredTitle: 'You have already answered',
    answeredText: 'Thank you. If something is still wrong, just answer our mail.',
    invalidTitle: 'This link does not work',
    invalidText: 'It may have expired. If something is still wrong, please answer our latest mail.',
  },
  de: {
    hello: 'Guten Tag {name},',
    helloNobody: 'Guten Tag,',
    asks: 'vor einiger Zeit haben wir unsere Arbeit an „{subject}“ ({number}) abgeschlossen. Wie war es für Sie? Eine Frage, auf dieser Seite:',
    until:
      'Die Seite nimmt Ihre Antwort bis {day} an. Wenn noch etwas nicht stimmt, antworten Sie einfach auf diese E-Mail.',
    questions: {
      csat: 'Wie zufrieden sind Sie damit, wie wir uns darum gekümmert haben?',
      ces: 'Wie leicht war es, das mit uns zu erledigen?',
      nps: 'Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?',
    },
    points: {
      csat: ['Sehr schlecht', 'Schlecht', 'Mittel', 'Gut', 'Sehr gut'],
      ces: ['Sehr schwer', 'Sehr leicht'],
      nps: ['Auf keinen Fall', 'Ganz sicher'],
    },
    why: 'Möchten Sie uns sagen, warum?',
    optional: 'Freiwillig. Wer daran gearbeitet hat und die Teamleitung lesen es.',
    send: 'Meine Antwort senden',
    nothingYet: 'Erst mit dem Senden wird etwas festgehalten.',
    choose: 'Bitte wählen Sie eine der Antworten.',
    tooLong: 'Das ist zu lang. Bitte kürzen Sie es auf 4.000 Zeichen.',
    thanksTitle: 'Vielen Dank',
    thanksText: 'Ihre Antwort ist angekommen.',
    answeredTitle: 'Sie haben schon geantwortet',
    answeredText: 'Vielen Dank. Wenn noch etwas nicht stimmt, antworten Sie einfach auf unsere E-Mail.',
    invalidTitle: 'Dieser Link funktioniert nicht',
    invalidText:
      'Er ist vielleicht abgelaufen. Wenn noch etwas nicht stimmt, antworten Sie bitte auf unsere letzte E-Mail.',
  },
  fr: {
    hello: 'Bonjour {name},',
    helloNobody: 'Bonjour,',
    asks: 'il y a quelque temps, nous avons terminé notre travail sur « {subject} » ({number}). Comment cela s’est-il passé pour vous ? Une seule question, sur cette page :',
    until:
      'La page prend votre réponse jusqu’au {day}. Si quelque chose ne va toujours pas, répondez simplement à cet e-mail.',
    questions: {
      csat: 'Êtes-vous satisfait de la façon dont nous nous en sommes occupés ?',
      ces: 'A-t-il été facile de régler cela avec nous ?',
      nps: 'Quelle est la probabilité que vous nous recommandiez ?',
    },
    points: {
      csat: ['Très mal', 'Mal', 'Entre les deux', 'Bien', 'Très bien'],
      ces: ['Très difficile', 'Très facile'],
      nps: ['Pas du tout', 'Certainement'],
    },
    why: 'Voulez-vous nous dire pourquoi ?',
    optional: 'Facultatif. Lu par la personne qui s’en est occupée et par son responsable.',
    send: 'Envoyer ma réponse',
    nothingYet: 'Rien n’est enregistré avant l’envoi.',
    choose: 'Veuillez choisir une des réponses.',
    tooLong: 'C’est trop long. Veuillez vous limiter à 4 000 caractères.',
    thanksTitle: 'Merci',
    thanksText: 'Votre réponse est arrivée.',
    answeredTitle: 'Vous avez déjà répondu',
    answeredText: 'Merci. Si quelque chose ne va toujours pas, répondez simplement à notre e-mail.',
    invalidTitle: 'Ce lien ne fonctionne pas',
    invalidText:
      'Il a peut-être expiré. Si quelque chose ne va toujours pas, veuillez répondre à notre dernier e-mail.',
  },
  es: {
    hello: 'Hola, {name}:',
    helloNobody: 'Hola:',
    asks: 'hace un tiempo terminamos nuestro trabajo en «{subject}» ({number}). ¿Cómo fue para usted? Una sola pregunta, en esta página:',
    until: 'La página acepta su respuesta hasta el {day}. Si algo sigue mal, responda simplemente a este correo.',
    questions: {
      csat: '¿Qué tan satisfecho está con cómo lo atendimos?',
      ces: '¿Qué tan fácil fue resolverlo con nosotros?',
      nps: '¿Qué probabilidad hay de que nos recomiende?',
    },
    points: {
      csat: ['Muy mal', 'Mal', 'Regular', 'Bien', 'Muy bien'],
      ces: ['Muy difícil', 'Muy fácil'],
      nps: ['De ningún modo', 'Con seguridad'],
    },
    why: '¿Nos diría por qué?',
    optional: 'Opcional. Lo leen quien se ocupó del caso y su responsable.',
    send: 'Enviar mi respuesta',
    nothingYet: 'No se registra nada hasta que la envíe.',
    choose: 'Elija una de las respuestas.',
    tooLong: 'Es demasiado largo. Redúzcalo a 4.000 caracteres.',
    thanksTitle: 'Gracias',
    thanksText: 'Su respuesta ha llegado.',
    answeredTitle: 'Ya ha respondido',
    answeredText: 'Gracias. Si algo sigue mal, responda simplemente a nuestro correo.',
    invalidTitle: 'Este enlace no funciona',
    invalidText: 'Puede que haya caducado. Si algo sigue mal, responda a nuestro último correo.',
  },
  ar: {
    hello: 'مرحبًا {name}،',
    helloNobody: 'مرحبًا،',
    asks: 'أنهينا قبل مدة العمل على «{subject}» ({number}). كيف كان الأمر بالنسبة إليك؟ سؤال واحد في هذه الصفحة:',
    until: 'تستقبل الصفحة إجابتك حتى {day}. وإذا بقي شيء غير صحيح فما عليك إلا الرد على هذه الرسالة.',
    questions: {
      csat: 'ما مدى رضاك عن طريقة تعاملنا مع الأمر؟',
      ces: 'ما مدى سهولة إنجاز ذلك معنا؟',
      nps: 'ما احتمال أن توصي بنا؟',
    },
    points: {
      csat: ['سيئ جدًا', 'سيئ', 'متوسط', 'جيد', 'جيد جدًا'],
      ces: ['صعب جدًا', 'سهل جدًا'],
      nps: ['لا إطلاقًا', 'بالتأكيد'],
    },
    why: 'هل تخبرنا بالسبب؟',
    optional: 'اختياري. يقرؤه من عمل على الطلب وقائد فريقه.',
    send: 'إرسال إجابتي',
    nothingYet: 'لا يُسجَّل شيء قبل الإرسال.',
    choose: 'اختر من فضلك إحدى الإجابات.',
    tooLong: 'النص طويل جدًا. اختصره من فضلك إلى 4,000 حرف.',
    thanksTitle: 'شكرًا لك',
    thanksText: 'وصلت إجابتك.',
    answeredTitle: 'لقد أجبت بالفعل',
    answeredText: 'شكرًا لك. إذا بقي شيء غير صحيح فما عليك إلا الرد على رسالتنا.',
    invalidTitle: 'هذا الرابط لا يعمل',
    invalidText: 'ربما انتهت صلاحيته. إذا بقي شيء غير صحيح فمن فضلك أجب عن آخر رسالة منا.',
  },
}
