using System.Text;
using Petitions.Silo.Entry;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Entry;

public sealed class SignatureFileTests : IDisposable
{
    private const string Header = "given_name,family_name,email,sheet,line\r\n";

    // The first line of ControlShift's export: controlshift/slate, source/data/signatures_headers.csv.
    private const string ControlShiftHeader =
        "id,petition_id,email,first_name,last_name,phone_number,postcode,created_at,join_organisation,deleted_at,unsubscribe_at,"
        + "external_constituent_id,member_id,additional_fields,cached_organisation_slug,source,join_group,external_id,new_member,"
        + "external_action_id,locale,obfuscated_bsd_cons_id,bucket,country,updated_at,user_ip,confirmation_token,confirmed_at,"
        + "confirmation_sent_at,last_signed_at,join_list_suppressed,old_daisy_chain_used,bsd_ab_test_cons_group_id,from_embed,user_agent,"
        + "confirmed_reason,synced_to_crm_at,daisy_chain_experiment_slug,eu_data_processing_consent,from_one_click,"
        + "consent_content_version_id,daisy_chain_id_used,email_opt_in_type_id\n";

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_are_read_with_their_numbers_whatever_their_values_are()
    {
        var lines = Read(Encoding.UTF8.GetBytes("\uFEFF" + Header
            + "Maria,Musterfrau,,A-17,1\r\n\"Jörg, der\",\"O\"\"Neil\",j@example.org,A-17,2\r\n\r\n"
            + "\"Two\nlines\",X,,A-17,3\r\nY,Z,,A-17,4"));
        Assert.Equal([2, 3, 5, 7], lines.Select(line => line.Number));
        var second = lines[1].Fields!;
        Assert.Equal(
            ("Jörg, der", "O\"Neil", "j@example.org", "A-17", "2"),
            (second.GivenName, second.FamilyName, second.Email, second.Sheet, second.Line));
        Assert.Null(lines[0].Fields!.Email);
    }

    [Fact]
    public void A_line_with_too_few_or_too_many_values_is_a_fault_of_that_line()
    {
        var lines = Read(Encoding.UTF8.GetBytes(Header + "Maria,Musterfrau,,A-17\nA,B,,A-17,2\nC,D,,A-17,3,4\n"));
        Assert.Equal([true, false, true], lines.Select(line => line.Fault is not null));
        Assert.StartsWith("has 4 values and the first line 5: write as many", lines[0].Fault, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> BadFiles => new()
    {
        { "", "it is empty." },
        { "given_name;family_name;sheet;line\nA;B;1;2\n", "its columns are separated by \";\"" },
        { "given_name\tfamily_name\tsheet\tline\n", "its columns are separated by tabs" },
        { "Maria,Musterfrau,,A-17,1\n", "line 1 does not name the columns: write given_name,family_name,sheet,line and" },
        { "given_name,family_name,sheet,line,line\n", "line 1 names the column line twice" },
        { "given_name,family_name,sheet\n", "line 1 lacks line: it needs" },
        { "given_name,family_name,sheet,line,phone\n", "line 1 has the column \"phone\": remove or rename it" },
        { Header + "A,B,,A-17,1\nC,\"D,,A-17,2\n", "line 3 cannot be read: " },
        { new string(',', 1_000_000) + "\n", "line 1 does not name the columns: it is longer than 64 KB" },
        { Header + new string('x', 3_000_000), "line 2 cannot be read: it is longer than 64 KB" },
    };

    [Theory, MemberData(nameof(BadFiles))]
    public void A_file_that_is_no_such_list_is_told_in_one_line(string content, string message) => Assert.StartsWith(
        message, Assert.Throws<SignatureFileException>(() => Read(Encoding.UTF8.GetBytes(content))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_in_Latin_1_names_the_first_line_that_is_not_UTF_8()
    {
        var content = Encoding.Latin1.GetBytes(Header + "Maria,Musterfrau,,A-17,1\nJörg,Maier,,A-17,2\n");
        Assert.StartsWith("line 3 is not UTF-8: save the file as CSV UTF-8",
            Assert.Throws<SignatureFileException>(() => Read(content)).Message, StringComparison.Ordinal);
        Assert.Contains("is not UTF-8", Assert.Throws<SignatureFileException>(
            () => Read([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Header)])).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<SignatureFileException>(
            () => SignatureFile.Read(_folder.At("none.csv"), ColumnMapping.Paper).Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Characters_that_a_read_cuts_in_two_are_not_taken_for_faults()
    {
        var text = string.Concat(Enumerable.Repeat("aö€😀\n", 200));
        foreach (var size in new[] { 1, 2, 3, 5, 7, 64 })
        {
            using var stream = new Utf8Check(new SmallReads(Encoding.UTF8.GetBytes(text), size));
            using var reader = new StreamReader(stream, Encoding.UTF8);
            Assert.Equal(text, reader.ReadToEnd());
            foreach (var bad in new byte[][] { [0xE2, 0x82, (byte)'x'], [0x80], [0xF5, 0x80, 0x80, 0x80], [0xC3] })
            {
                using var wrong = new Utf8Check(new SmallReads([(byte)'\n', (byte)'a', .. bad], size));
                var e = Assert.Throws<SignatureFileException>(() => new StreamReader(wrong).ReadToEnd());
                Assert.StartsWith("line 2 ", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void The_export_of_ControlShift_is_read_as_it_is()
    {
        string[] columns = ControlShiftHeader.TrimEnd().Split(',');
        string Line(string petition, string email, string deleted = "") => string.Join(',', columns.Select(column => column switch
        {
            "petition_id" => petition, "email" => email, "first_name" => "Ana", "last_name" => "Muster", "deleted_at" => deleted,
            "created_at" => "2024-03-01 10:00:00.5", "confirmed_at" => "2024-03-01 11:00:00", "eu_data_processing_consent" => "t",
            "consent_content_version_id" => "12", "user_ip" => "192.0.2.1", "country" => "AT", _ => "",
        })) + "\n";
        var content = Encoding.UTF8.GetBytes(
            ControlShiftHeader + Line("7", "a@example.org") + Line("7", "b@example.org", "2024-04-01") + Line("8", "c@example.org"));

        var only = Assert.Single(Read(content, ColumnMapping.ControlShift, "7")).Fields!;
        Assert.Equal(("Ana", "Muster", "a@example.org", "AT", "2024-03-01 10:00:00.5", "2024-03-01 11:00:00", "t", "12"), (
            only.GivenName, only.FamilyName, only.Email, only.Country, only.SignedAt, only.ConfirmedAt, only.Consent, only.ConsentText));
        Assert.DoesNotContain("192.0.2.1", $"{only}", StringComparison.Ordinal);
        var several = Assert.Throws<SignatureFileException>(() => Read(content, ColumnMapping.ControlShift));
        Assert.StartsWith("line 4 is of petition_id 8, lines before it of 7", several.Message, StringComparison.Ordinal);
    }

    private List<FileLine> Read(byte[] content, ColumnMapping? mapping = null, string? petitionId = null)
    {
        var path = _folder.At("lines.csv");
        File.WriteAllBytes(path, content);
        return [.. SignatureFile.Read(path, mapping ?? ColumnMapping.Paper, petitionId)];
    }

    private sealed class SmallReads(byte[] content, int size) : MemoryStream(content)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, size)]);
    }
}
