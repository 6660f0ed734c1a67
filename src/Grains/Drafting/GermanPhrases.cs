using static Petitions.Grains.Drafting.LetterPhrases;

namespace Petitions.Grains.Drafting;

/// <summary>Phrases of German letters and notices.</summary>
internal static class GermanPhrases
{
    public static LetterPhrases Table { get; } = new()
    {
        Lang = "de",
        Salutation = Pattern(@"^(sehr (geehrte|verehrte|geschätzte)|hoch(geehrte|verehrte)"
            + @"|(geehrte[rs]?|verehrte[rs]?|geschätzte[rs]?|werte[rs]?|liebe[rs]?|hallo|guten (tag|morgen|abend)|grüß gott|(eure"
            + @"|ihre|euer)"
            + @" (exzellenz|majestät|eminenz|heiligkeit|königliche))\b.{0,80}[,!:]$)"),
        Closing = Pattern(@"^(mit )?(den |meinen |unseren )?((freundlich|best|herzlich|vorzüglich|kollegial|solidarisch|lieb|schön|höflich"
            + @"|respektvoll|viele?n?)\w* (und )?)*(grüßen|grüssen|gruß|gruss|grüße|grüsse|empfehlungen|hochachtung)( (aus"
            + @"|von) .{1,40})?[,.!]?$"
            + @"|^(hochachtungsvoll|hochachtend|mfg|respektvoll)[,.!]?$|^in (hoffnung|erwartung|solidarität|verbundenheit)\b.{0,40},$"),
        SubjectLabel = Pattern(@"^(betreff|betr\.?|betrifft|bezug|thema)\s*:\s*"),
        AddresseeLabel = Pattern(@"^(an|empfänger(in)?|z\.?\s?h(d|\.|dn)?\.?|zu handen|zu händen)\s*:\s*"
            + @"|^an (die|den|das|dem|herrn|frau)(\s+|$)|^an$|^(z\.\s?h(d|\.|dn)?\.?|zu handen|zu händen)( von)?\s+"),
        CopyLabel = Pattern(@"^(c\.?c\.?|kopien?( an)?|in kopie( an)?|durchschrift( an)?|ergeht (auch )?an|nachrichtlich|auch an)\s*:\s*"),
        SenderLabel = Pattern(@"^(von|absender(in)?|abs\.)\s*:\s*"),
        Postscript = Pattern(@"^p\.?\s?s\.?\s*:?\s"),
        SignerWords = Words("unterschrift|ihre unterschrift|deine unterschrift|meine unterschrift|eigenhändige unterschrift|gez.|gezeichnet"
            + "|name|ihr name|dein name|vorname|ihr vorname|dein vorname|vorname name|vorname nachname|vor|nachname|familienname"
            + "|zuname|adresse"
            + "|ihre adresse|deine adresse|anschrift|plz|postleitzahl|ort|wohnort|datum|land|e-mail|email|e-mail-adresse"),
        And = "und",
        Months = "jänner|januar|februar|feber|märz|april|mai|juni|juli|august|september|oktober|november|dezember",
        Office = Pattern(@"minist|kanzler|präsident|sekretär|botschaft|landeshaupt|bürgermeister|direktor|direktion|kommissar|kommission"
            + @"|ausschuss|abgeordnet|parlament|nationalrat|bundesrat|stadtrat|gemeinderat|behörde|gericht|leiter\b|leiterin\b"
            + @"|leitung|vorsitz"
            + @"|vorstand|regierung|könig|gmbh|verein\b|stiftung|universität|konsul|vertretung|\w{3,}amt\b|\bamt\b|\b\w*rat\b|rätin\b"
            + @"|\bag\b|anwalt|anwält"),
        Honorific = Pattern(@"^(herrn?|frau|dr|prof|mag|dipl\.?-?ing|s\.\s?e|i\.\s?e|seine exzellenz|ihre exzellenz)\b\.?\s"),
        Age = Pattern(@"\b(ab|mindestens|über|mit)\s+((einem alter von|dem|vollendeten)\s+)*(?<age>\d{2,3})(\s*jahren?\b|\.\s*lebensjahr"
            + @"|\.\s*geburtstag)|\bmindestalter( von| ist| beträgt|:)?\s*(?<age>\d{2,3})\b|\balter von\s+(?<age>\d{2,3})\b"
            + @"|\b(?<age>\d{2,3})\.\s*lebensjahr|\b(?<age>\d{2,3})\s*jahre (alt|oder älter)"),
        Consent = Pattern(@"\bwillig(e|st|en|t)\b.{0,60}\bein\b|einwillig|\beinverstanden\b|\bzustimm|\bstimm(e|st|en|t)\b.{0,80}\bzu\b"),
        Participation = Pattern(@"\bmit (deiner|ihrer|eurer|der|meiner) (teilnahme|unterschrift|unterzeichnung|unterstützung)"
            + @"|\bdurch (deine|ihre|eure|die|meine|das) (teilnahme|unterschrift|unterzeichnung|unterschreiben|absenden|unterzeichnen)"),
        ThirdCountry = Pattern(@"drittstaat|drittland|drittländer|\bins ausland\b|außerhalb der (eu|europäischen union)"
            + @"|(übermitt|übertrag|weitergeb|weitergegeb|weitergeleit|weiterleit)\w*.{0,80}(\bland\b|\bstaat\b|\busa\b"
            + @"|vereinigten staaten)"),
        UnsafeCountry = Pattern(@"\bunsicher|\bkein angemessen|\bkeinen angemessen|ohne angemessen|\bnicht (als )?sicher"),
        SafeCountries = Pattern("drittstaat|drittl[aä]|angemessen|sichere[rn]? (staat|l[äa]nd)"),
        Privacy = Pattern("datenschutz|personenbezogen|dsgvo|petitionsdaten|namensdaten"),
        Controller = Pattern(@"^(?<name>[^.,;:!?]{2,80}?) (übermittelt|überträgt|verarbeitet|speichert|erhebt|gibt|leitet|ist"
            + @" verantwortlich|ist verantwortliche\w*)\b"),
        NoController = Pattern(@"^(wir|ich|du|sie|deine?|ihre?|eure?|meine?|unsere?|die|der|das|diese|dies|es|wenn|mit|durch|daten|namen)\b"
            + @"|\b(wird|werden|ist|sind|nicht)$"),
        RisksExample = "Für dieses Land gibt es keinen Angemessenheitsbeschluss der Europäischen Kommission: Dort kann es schwerer sein,"
            + " Auskunft über Daten zu bekommen oder sie löschen zu lassen, und Behörden können sie möglicherweise einsehen.",
    };
}
