import type { Talk, Topic } from './story.ts'

export const talkFr: Talk = {
  first: [
    'merci pour votre message. J’ai le dossier sous les yeux et je vérifie {about}. Vous aurez une réponse dans la journée.',
    'merci pour ces précisions. Je m’occupe personnellement de {about} et je reviens vers vous très vite.',
  ],
  later: [
    'un mot pour vous dire où nous en sommes : nous avançons sur {about}, et je pense pouvoir conclure d’ici deux jours ouvrés.',
    'nous avons reproduit le comportement sur notre banc d’essai. Il reste à le corriger proprement.',
  ],
  asks: [
    [
      'pourriez-vous m’envoyer une photo de la plaque et le numéro de série ? Cela nous évitera une erreur.',
      'Customer sends serial number and photo',
    ],
    ['laquelle des deux dates vous convient ? Je garde les deux jusqu’à demain soir.', 'Customer chooses a date'],
  ],
  answers: [
    'voici le numéro : {serial}. La photo suit avec l’équipe du matin.',
    'la seconde date nous convient mieux, merci.',
  ],
  nudges: [
    'avez-vous des nouvelles au sujet de {about} ? Nous devons organiser la semaine.',
    'une précision : cela s’est reproduit ce matin, un peu avant huit heures.',
  ],
  holds: [
    ['nous attendons la réponse de notre fournisseur, promise pour cette semaine. Je le relance.', 'Supplier answers'],
  ],
  last: [
    'c’est réglé. Dites-moi simplement si tout est en ordre de votre côté.',
    'la cause est trouvée et corrigée. Vous n’avez rien d’autre à faire.',
    'le document est parti aujourd’hui. Merci de votre patience au sujet de {about}.',
  ],
  again: ['malheureusement le problème est revenu ce matin. Pourriez-vous regarder {about} encore une fois ?'],
}

export const topicsFr: Record<string, readonly Topic[]> = {
  billing_dispute: [
    [
      'Facture {invoice} déjà réglée',
      'la facture',
      'nous avons reçu une relance pour la facture {invoice}, réglée il y a trois semaines ({amount}). Merci de vérifier.',
    ],
    [
      'Frais de port facturés à tort',
      'les frais de port',
      'la facture {invoice} comporte des frais de port alors que notre contrat prévoit la livraison gratuite.',
    ],
  ],
  technical_issue: [
    [
      'Perte de vide pendant la nuit',
      'la perte de vide',
      'depuis une semaine nous perdons le vide pendant la nuit : 2 mbar le soir, 60 le matin. Machine {serial}.',
    ],
    [
      'Alarme de débit sans raison',
      'l’alarme',
      'l’alarme de débit de {serial} apparaît plusieurs fois par jour alors que notre compteur indique 14 litres par minute.',
    ],
  ],
  warranty_claim: [
    [
      'Moteur en panne après neuf mois',
      'le moteur',
      'le moteur de {serial} est en panne. Il a neuf mois et n’a jamais été ouvert.',
    ],
  ],
  general_question: [
    [
      'Question sur le stockage d’une pompe',
      'le stockage',
      'comment stocker une pompe qui ne servira pas pendant six mois ? Avec ou sans huile ?',
    ],
  ],
  complaint: [
    [
      'Technicien venu sans la pièce',
      'la visite',
      'votre technicien est venu hier sans la pièce. Il devra donc revenir, et la ligne s’arrêtera une deuxième fois.',
    ],
  ],
  compliance_request: [
    [
      'Certificat d’étalonnage manquant',
      'le certificat',
      'le certificat d’étalonnage de {serial} manque dans les documents. Notre audit a lieu la semaine prochaine.',
    ],
  ],
}
