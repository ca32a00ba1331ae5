/** Words of four letters and more that tell nothing in a letter to a service desk; English, German, French, Spanish, Norwegian. */
export const commonWords: ReadonlySet<string> = new Set(
  `about after again also another answer anyone back been before best both came case check could customer days dear does
  done each even ever every find from further give good greetings hand have hear hello help here hope information into
  just kind kindly know last later least like long look made make many message morning more most much must need never next
  nothing once only other over please possible problem question really received regard regards reply request same send
  sent should since some something soon still such sure team tell thank thanks that their them then there these they thing
  think this those time today told under until very want week well were what when where which while will wish with within
  without work would year yesterday your yours
  aber alle auch bitte damit danke dann dass deine diese dieser dieses doch eine einem einen einer freundliche freundlichen
  frau fur gruss grusse grussen guten haben hallo herr herzliche ihnen ihre immer kann kein keine konnen leider mehr mein
  meine mich nach nicht noch oder ohne schon sehr seit sich sind uber unser unsere unter viele vielen wann waren warum
  wenn werden wieder wird wurde zwischen
  avec avons bien bonjour cela cette comme cordialement dans depuis deux elle encore etre fait leur mais madame merci
  monsieur nous pour quand quel sans sont tout tous tres votre vous
  buenas buenos como cuando desde donde ella ellos esta este estimado favor gracias hace hasta hola nuestro para pero
  porque puede saludos sobre tambien tiene todo usted
  alle dere deres denne dette ettersom fordi fortsatt gjerne hilsen ikke igjen kunne med mvh noen skulle takk vennlig
  ville fra hadde hvor nar`.split(/\s+/),
)
