using static Petitions.Grains.Drafting.LetterPhrases;

namespace Petitions.Grains.Drafting;

/// <summary>Phrases of English letters and notices.</summary>
internal static class EnglishPhrases
{
    public static LetterPhrases Table { get; } = new()
    {
        Lang = "en",
        Salutation = Pattern("^(dear |to whom it may concern|((your )?(excellency|honou?r|majesty|royal highness|holiness|eminence)"
            + @"|honou?rable"
            + @"|hello|greetings|sir|madam|mr\.?|mrs\.?|ms\.?|members of)\b.{0,80}[,:!]$)"),
        Closing = Pattern(@"^((yours|very|most|ever|so) )*(sincerely|faithfully|truly|respectfully|cordially|gratefully)"
            + @"( (yours|submitted))?[,.!]?$"
            + "|^(with )?((kind|kindest|best|warm|warmest|many|my|our|friendly|respectful|sincere) )*(regards|wishes|thanks|greetings"
            + "|respect)( from .{1,40})?[,.!]?$"
            + @"|^(in (solidarity|hope|peace|friendship)|yours|thank you( in advance)?|thanks in advance),$"),
        SubjectLabel = Pattern(@"^(subject|re|regarding|concerning|subj)\s*:\s*"),
        AddresseeLabel = Pattern(@"^(to|attn\.?|attention|for the attention of|addressed to)\s*:\s*|^for the attention of\s+"),
        CopyLabel = Pattern(@"^(c\.?c\.?|copy|copies|copy to|copies to|also to|in copy)\s*:\s*"),
        SenderLabel = Pattern(@"^(from|sender)\s*:\s*"),
        Postscript = Pattern(@"^p\.?\s?s\.?\s*:?\s"),
        SignerWords = Words("signature|your signature|sign here|signed|name|your name|full name|your full name|first name"
            + "|first name last name|given name"
            + @"|forename"
            + "|last name|family name|surname|address|your address|city|town|country|postcode|post code|zip|zip code|e-mail|email|place"
            + "|location|date|today's date|your city"),
        And = "and",
        Months = "january|february|march|april|may|june|july|august|september|october|november|december",
        Office = Pattern(@"\b(minist\w*|(under-?)?secretary|president\w*|chancell\w*|ambassador|embassy|governor|mayor|senator|senate"
            + @"|director\w*"
            + @"|commission\w*|committee|council\w*|department|office|officer|parliament|congress\w*|prime|attorney|general|chief|chair\w*"
            + @"|head of|harbou?r master|judge|justice|court|king|queen|pope|speaker|agency|authority|board|ceo|company|inc|ltd|university"
            + @"|organi[sz]ation|association|museum|foundation|representative|member of|delegation|mission|consulate|consul)\b"),
        Honorific = Pattern(@"^(mr|mrs|ms|mx|miss|dr|prof|professor|sir|dame|lord|lady|h\.\s?e|his excellency|her excellency|the hon"
            + @"|the honou?rable|captain|rev)\b\.?\s"),
        Age = Pattern(@"\b(at least|from the age of|minimum age( is| of|:)?|aged( at least)?|over the age of|from|be|are)\s+(?<age>\d{2,3})"
            + @"\s*(\+|years|or (older|over|above)|and (older|over|above))|\b(from the age of|minimum age( is| of|:)?"
            + @"|aged)\s+(?<age>\d{2,3})\b"
            + @"|\b(?<age>\d{2,3}) years (of age|old|and older|or older)\b"),
        Consent = Pattern(@"\b(consent\w*|you (expressly |explicitly )?agree|i (expressly |explicitly )?agree)\b"),
        Participation = Pattern(@"\b(by|with) (your |the )?(signing|signature|participation|participating|taking part|submitting)\b"),
        ThirdCountry = Pattern(@"\bthird countr\w+\b|\b(transfer\w*|transmit\w*|pass\w*|forward\w*|send|sends|sent)\b.{0,80}"
            + @"\b(country|countries|abroad|outside (of )?the (eu|eea|european union))\b"),
        UnsafeCountry = Pattern(@"\b(unsafe|insecure|not safe|no adequa\w+|not (provide|offer|ensure)\w* (an )?adequate"
            + @"|without (an )?adequa\w+"
            + @"|less well protected)\b"),
        SafeCountries = Pattern("(safe|secure|adequate|third)[ -](third[ -])?countr|adequacy"),
        Privacy = Pattern(@"privacy|data[ -]?protection|\bpersonal (data|information)\b|\bgdpr\b"),
        Controller = Pattern(@"^(?<name>[^.,;:!?]{2,80}?) ((transfer|transmit|send|forward|pass|process|store|collect|use)(s|es)?"
            + @"|is the controller|is responsible for)\b"),
        NoController = Pattern(@"^(we|i|you|your|my|our|the|this|these|it|if|when|by|with|data|names|personal)\b|\b(is|are|be|will|not)$"),
        RisksExample = "There is no adequacy decision of the European Commission for this country: it may be harder there to learn what"
            + " happens to your data or to have it erased, and public bodies may be able to see it.",
    };
}
