using static Petitions.Grains.Drafting.LetterPhrases;

namespace Petitions.Grains.Drafting;

/// <summary>Phrases of French letters and notices.</summary>
internal static class FrenchPhrases
{
    public static LetterPhrases Table { get; } = new()
    {
        Lang = "fr",
        Salutation = Pattern(@"^(madame|monsieur|mesdames|messieurs|chers?|chères?|(votre )?excellence|bonjour|(votre )?(majesté|sainteté"
            + @"|éminence))\b.{0,80}[,:!]$"),
        Closing = Pattern(@"^(veuillez|je vous prie|nous vous prions|recevez|croyez|agréez|dans l'attente)\b.{0,200}\b(salutations"
            + @"|sentiments"
            + @"|considération|respects?|dévouement)\b.{0,60}[,.!]?$"
            + @"|^((bien|très) )?(cordialement|respectueusement|sincèrement)( vôtre| à vous)?[,.!]?$"
            + @"|^(avec )?((mes|nos|toutes?|sincères|meilleures|respectueuses|cordiales) )+(salutations|respects)( .{1,40})?[,.!]?$"),
        SubjectLabel = Pattern(@"^(objet|concerne|sujet)\s*:\s*"),
        AddresseeLabel = Pattern(@"^(à|destinataire|à l['’]attention de)\s*:\s*|^à l['’]attention (de|du)\s+|^à$"),
        CopyLabel = Pattern(@"^(c\.?c\.?|copies?( à)?|ampliation|pour information( à)?)\s*:\s*"),
        SenderLabel = Pattern(@"^(de|expéditeur|expéditrice)\s*:\s*"),
        Postscript = Pattern(@"^p\.?\s?-?s\.?\s*:?\s"),
        SignerWords = Words("signature|votre signature|signé|nom|votre nom|prénom|votre prénom|nom de famille|adresse|votre adresse|ville"
            + "|code postal|lieu|date|pays|e-mail|courriel"),
        And = "et",
        Months = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
        Office = Pattern(@"\b(minist\w*|présiden\w*|premi(er|ère)|secrétaire|secrétariat|ambassad\w*|préfet|préfecture|maire|mairie"
            + @"|député\w*"
            + @"|sénat\w*|direct(eur|rice|ion)|commission\w*|commissaire|conseil\w*|gouvern\w*|procureur\w*|cour|tribunal|roi|reine"
            + @"|assemblée|consulat|consul|délégation|garde des sceaux|société|association|fondation|université)\b"),
        Honorific = Pattern(@"^(mme|m\.|mlle|madame|monsieur|me|dr|pr|s\.\s?e\.?|son excellence)\s"),
        Age = Pattern(@"\b(à partir de|au moins|âge minimum( est| de|:)?|âge de|plus de|dès)\s+(l'âge de\s+)?(?<age>\d{2,3})\s*ans\b"
            + @"|\b(?<age>\d{2,3}) ans (et plus|minimum|révolus|au moins)\b"),
        Consent = Pattern(@"\bconsen(s|t|tez|tement|tir)\b|\b(j'accepte|vous acceptez)\b"),
        Participation = Pattern(@"\ben (signant|participant|soutenant)\b|\bpar (votre|ma|la) (signature|participation)\b"),
        ThirdCountry = Pattern(@"\bpays tiers\b|\b(transf|transm|communiqu|envo)\w*.{0,80}\b(pays|étranger|hors de l'union|états-unis)\b"),
        UnsafeCountry = Pattern(@"\bnon sûrs?\b|pas (un )?pays sûr|\baucune décision d'adéquation|sans décision d'adéquation"
            + @"|pas un niveau"),
        SafeCountries = Pattern("pays[ -](tiers|s[uû]rs)|ad[eé]quation"),
        Privacy = Pattern(@"confidentialit[eé]|données personnelles|données à caractère personnel|protection des données|\brgpd\b"
            + "|vie[ -]priv[eé]e|donnees"),
        Controller = Pattern(@"^(?<name>[^.,;:!?]{2,80}?) (transmet|transfère|envoie|traite|conserve|collecte|communique"
            + @"|est responsable)\b"),
        NoController = Pattern(@"^(nous|je|vous|votre|vos|mes|nos|le|la|les|ce|ces|il|elle|si|en|par|données|noms)\b|\b(est|sont|ne|pas)$"),
        RisksExample = "La Commission européenne n'a pas constaté que ce pays protège les données de manière adéquate : il peut y être plus"
            + " difficile d'accéder à ses données ou de les faire effacer, et des autorités pourraient les consulter.",
    };
}
