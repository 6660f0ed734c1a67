using Petitions.Tests.Support;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Petitions.Grains.Keys;
using Xunit;

namespace Petitions.Tests.Grains.Keys;

public sealed class PetitionKeysTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private readonly PetitionKeys _keys = new(7, Secret);

    [Fact]
    public void Row_keys_are_stable_and_differ_between_petitions()
    {
        var signer = SampleEntry.Key();
        Assert.Equal(_keys.RowKey(signer), new PetitionKeys(7, Secret).RowKey(signer));
        Assert.NotEqual(_keys.RowKey(signer), new PetitionKeys(8, RandomNumberGenerator.GetBytes(32)).RowKey(signer));
    }

    // Pinned values, computed with Python's hmac module: every later version must find existing rows.
    [Fact]
    public void Row_keys_and_receipts_match_pinned_values()
    {
        var rowKey = _keys.RowKey(new Guid("00112233-4455-6677-8899-aabbccddeeff"));
        var receipt = _keys.ReceiptOf(rowKey, new Guid("ffeeddcc-bbaa-9988-7766-554433221100"));
        Assert.Equal("64fa4603-36f8-94eb-8230-a501f3268ea1", rowKey.ToString());
        Assert.Equal("70c5abb4-a483-34b8-a200-8e6692dbb977", receipt.Operation.ToString());
        Assert.Equal("cMWrtKSDNLiiAI5mktu5d8foh01yZIa1sIYG1xQ_EZn5Sz8mQweyVyxlGKEJE_FK", receipt.Text);
    }

    [Fact]
    public void Receipts_are_stable_differ_by_operation_and_resolve_to_the_row()
    {
        var (rowKey, one, two) = (SampleEntry.Key(), SampleEntry.Key(), SampleEntry.Key());
        var receipt = _keys.ReceiptOf(rowKey, one);
        Assert.Equal(receipt, _keys.ReceiptOf(rowKey, one));
        Assert.NotEqual(receipt.Text, _keys.ReceiptOf(rowKey, two).Text);
        Assert.True(_keys.TryOpen(receipt.Text, out var foundRow, out var foundOperation));
        Assert.Equal((rowKey, one), (foundRow, foundOperation));
    }

    [Fact]
    public void A_receipt_with_any_changed_bit_is_invalid() => Gen.Int[0, 48 * 8 - 1].Sample(bit =>
    {
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(_keys.ReceiptOf(SampleEntry.Key(), SampleEntry.Key()).Text);
        bytes[bit / 8] ^= (byte)(1 << bit % 8);
        return !_keys.TryOpen(System.Buffers.Text.Base64Url.EncodeToString(bytes), out _, out _);
    });

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public void Invalid_receipts_are_rejected(string text) => Assert.False(_keys.TryOpen(text, out _, out _));

    [Fact]
    public void Encrypted_data_can_be_decrypted_only_for_its_row()
    {
        var (row, data) = (SampleEntry.Key(), Encoding.UTF8.GetBytes("Maria"));
        var box = _keys.Seal(row, data);
        Assert.Equal(data, _keys.Open(row, box));
        Assert.ThrowsAny<CryptographicException>(() => _keys.Open(SampleEntry.Key(), box));
        Assert.ThrowsAny<CryptographicException>(() => new PetitionKeys(8, Secret).Open(row, box));
        Assert.NotEqual(box, _keys.Seal(row, data));
    }

    // Pinned: made by the program before it had an envelope of its own. What is stored and mailed must open with every later version.
    [Fact]
    public void Stored_data_and_mailed_links_of_earlier_versions_open()
    {
        const string Stored =
            "Aez7Wc9/p6z+d/0e3/gkJpCjo/WyvXUXwTc7ZARyWwHEQKGHWBxl4i1LfuEubnDOqPYg1cBg02mH4s0FzC0VKjnDxDR9QrGBkwvG0o4wXkzM49Sxahr53QDO"
            + "DMVlWV3Vn+u3G6LRgCwrsT19bdjd1RSrj9yTZm045qIVvnzNUolieQmE+kfrdXFbOhAEPuD17rPx3Pkh9RF1PghKWg==";
        const string Mailed = "v8ifNyopY4FQqwiuynDWVF5FuZrKOhykn1c_FjbHdDmIj3TQ4s4u58Vh1z922mkQ26IbcokT64qxVKhyBmy0Uvc";

        Assert.Equal("Maria Musterfrau",
            Encoding.UTF8.GetString(_keys.Open(new Guid("00112233-4455-6677-8899-aabbccddeeff"), Convert.FromBase64String(Stored))));
        Assert.Equal(
            new SignerLink(
                SignerLinkUse.Confirm, new Guid("11111111-2222-3333-4444-555555555555"), new Guid("66666666-7777-8888-9999-aaaaaaaaaaaa"),
                new DateTimeOffset(2026, 3, 20, 19, 20, 30, TimeSpan.Zero)),
            _keys.OpenLink(Mailed));
    }

    [Fact]
    public void The_length_of_encrypted_data_does_not_reveal_the_name()
    {
        Assert.Equal(_keys.Seal(Guid.Empty, new byte[1]).Length, _keys.Seal(Guid.Empty, new byte[510]).Length);
        Assert.Equal(_keys.Seal(Guid.Empty, new byte[510]).Length
            + PetitionKeys.PaddingBytes, _keys.Seal(Guid.Empty, new byte[511]).Length);
    }

    [Fact]
    public void Encrypting_from_many_threads_is_safe()
    {
        var row = SampleEntry.Key();
        Parallel.For(0, 2_000, i =>
        {
            var data = BitConverter.GetBytes(i);
            if (!_keys.Open(row, _keys.Seal(row, data)).SequenceEqual(data)) throw new InvalidOperationException("mixed up");
        });
    }
}
