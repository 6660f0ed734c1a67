using System.Text;
using Petitions.Grains.Keys;
using Petitions.Grains.Signing;
using Xunit;

namespace Petitions.Tests.Grains.Signing;

public sealed class PersonalDataTests
{
    private static readonly PetitionKeys Keys = new(7, new byte[PetitionKeys.SecretBytes]);

    // Given name, family name and place in ten scripts, and the longest ones that people have.
    public static TheoryData<string, string, string, string> Names =>
        new()
        {
            { "Latin", "Maria", "Musterfrau", "Wien" },
            { "Latin, short", "Bo", "Li", "Au" },
            { "Latin, long", "Wolfeschlegelsteinhausenbergerdorff", "Keihanaikukauakahihuliheekahaunaele-Müller", "Höchstädt (Donau)" },
            { "Cyrillic", "Екатерина", "Преображенская-Воскресенская", "Санкт-Петербург" },
            { "Greek", "Κωνσταντίνος", "Παπαδημητρακόπουλος", "Αλεξανδρούπολη" },
            { "Arabic", "عبد الرحمن بن محمد", "الهاشمي القرشي", "المدينة المنورة" },
            { "Hebrew", "אברהם יצחק", "בן־גוריון הכהן", "תל אביב־יפו" },
            { "Devanagari", "लक्ष्मीनारायण", "विश्वनाथन त्रिपाठी", "तिरुवनन्तपुरम्" },
            { "Tamil", "வேங்கடசுப்பிரமணியன்", "கிருஷ்ணமூர்த்தி", "திருவனந்தபுரம்" },
            { "Thai", "ประชาธิปัตย์", "ศรีสุวรรณวัฒนานนท์", "กรุงเทพมหานคร" },
            { "Chinese", "欣怡", "歐陽", "臺北市" },
            { "Chinese outside the basic plane", "𠮷𠮷", "𠮷野", "𠮷野町" },
            { "Chinese outside the basic plane, long", "𠀋𠂢𠂤𠆢𠈓𠌫𠎁𠍱𠏹𠑊", "𠔉𠗖𠘨𠝏𠠇𠠺𠢹𠥼𠦝𠫓", "𠬝𠵅𠷡𠺕𠹭𠹤𠽟𡈁𡉕𡉻" },
            { "Adlam, long", "𞤀𞤤𞤸𞤢𞤶𞤭𞤋𞤧𞤥𞤢𞥄𞤭𞤤𞤢", "𞤀𞤦𞤮𞤱𞤦𞤢𞤳𞤢𞤪𞤁𞤭𞤢𞤤𞤤𞤮", "𞤊𞤵𞥅𞤼𞤢𞤔𞤢𞤤𞤮𞤲" },
            { "Japanese", "さくらこ", "勅使河原", "東京都千代田区" },
            { "Korean", "서연", "남궁", "서울특별시" },
        };

    [Theory, MemberData(nameof(Names))]
    public void Sealed_data_has_one_length_in_every_script(string script, string givenName, string familyName, string place)
    {
        var person = new PersonalData(
            givenName, familyName, "a.rather.long.address.of.somebody@mail.department.example.org", place, "AT", "de-AT",
            new DateTimeOffset(2026, 3, 20, 19, 20, 30, 123, TimeSpan.Zero).AddTicks(4567));
        var ciphertext = Keys.Seal(Guid.Empty, person.ToBytes());
        Assert.True(ciphertext.Length == SealedLength(), $"{script}: {person.ToBytes().Length} bytes sealed as {ciphertext.Length}");
        Assert.Equal(person, PersonalData.FromBytes(Keys.Open(Guid.Empty, ciphertext)));
    }

    [Fact]
    public void Letters_are_stored_as_UTF_8_and_not_as_escapes()
    {
        var person = new PersonalData("Zoë", "Ђоковић", "o'brien+<x>&\"y\"\\\t@example.org", null, null, null, DateTimeOffset.UnixEpoch);
        var stored = Encoding.UTF8.GetString(person.ToBytes());
        Assert.Contains("\"g\":\"Zoë\",\"f\":\"Ђоковић\",\"e\":\"o'brien+<x>&\\\"y", stored, StringComparison.Ordinal);
        Assert.Contains("y\\\"\\\\\\u0009@", stored, StringComparison.Ordinal);
        Assert.Equal(person, PersonalData.FromBytes(person.ToBytes()));
    }

    [Fact]
    public void Data_stored_with_escapes_by_earlier_versions_is_read()
    {
        var stored = """{"g":"\u0415\u043A\u0430","f":"M\u00FCller","e":"a@example.org","t":"1970-01-01T00:00:00+00:00"}""";
        Assert.Equal(new PersonalData("Ека", "Müller", "a@example.org", null, null, null, DateTimeOffset.UnixEpoch),
            PersonalData.FromBytes(Encoding.UTF8.GetBytes(stored)));
    }

    private static int SealedLength() => Keys.Seal(Guid.Empty, []).Length;
}
