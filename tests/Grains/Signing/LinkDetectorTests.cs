using Petitions.Grains.Signing;
using Xunit;

namespace Petitions.Tests.Grains.Signing;

/// <summary>What mail programs make a link of, and names and places that only look a little like it.</summary>
public sealed class LinkDetectorTests
{
    [Theory]
    [InlineData("xyz.biz/offer")]
    [InlineData("Free pills now visit xyz.biz")]
    [InlineData("Xyz.Biz")]
    [InlineData("XYZ.BIZ")]
    [InlineData("buy.example.com now")]
    [InlineData("shop-24.co.uk")]
    [InlineData("bit.ly/2xY")]
    [InlineData("t.me/offers")]
    [InlineData("T.me/Offers")]
    [InlineData("x.com/offers")]
    [InlineData("B.Info")]
    [InlineData("offers.music")]
    [InlineData("maria.li")]
    [InlineData("Maria.Li")]
    [InlineData("joe@pills")]
    [InlineData("sales@xyz.biz")]
    [InlineData("https://xyz")]
    [InlineData("ftp://xyz")]
    [InlineData("HTTPS:xyz")]
    [InlineData("mailto:joe")]
    [InlineData("tel:0190123")]
    [InlineData("Hotel: tel:0190123")]
    [InlineData("www.xyz")]
    [InlineData("WWW.xyz")]
    [InlineData("пример.рф")]
    [InlineData("例子.中国")]
    [InlineData("xyz.xn--p1ai")]
    [InlineData("müller.de")]
    // Compatibility forms, which a reader or a program turns into the plain ones.
    [InlineData("ｘｙｚ．ｂｉｚ")]
    [InlineData("xyz．biz")]
    [InlineData("xyz。biz")]
    [InlineData("xyz｡biz")]
    [InlineData("xyz․biz")]
    [InlineData("ⓧⓨⓩ.ⓑⓘⓩ")]
    [InlineData("𝐱𝐲𝐳.𝐛𝐢𝐳")]
    [InlineData("ˣʸᶻ.biz")]
    [InlineData("joe＠pills")]
    [InlineData("joe﹫pills")]
    [InlineData("ｈｔｔｐ：／／xyz")]
    [InlineData("xyz.℡")]
    public void A_link_is_found(string text) => Assert.True(LinkDetector.HasLink(text));

    [Theory]
    // Austria, Germany, Switzerland
    [InlineData("St.Pölten"), InlineData("St. Pölten"), InlineData("St.Gallen"), InlineData("St.Veit/Glan")]
    [InlineData("St.Johann i.Tirol")]
    [InlineData("Frankfurt a.M."), InlineData("Frankfurt/Main"), InlineData("Mülheim a.d.Ruhr"), InlineData("Bernau b.Berlin")]
    [InlineData("Bernau b.Berlin/Brandenburg"), InlineData("Halle (Saale)"), InlineData("Reit im Winkl"), InlineData("Ba.-Wü.")]
    [InlineData("Dr.Li"), InlineData("Dr.med.Huber"), InlineData("Dr.med.vet.Huber"), InlineData("Dipl.-Ing. Huber")]
    [InlineData("Dipl.Ing.Huber")]
    [InlineData("Mag.art.Wolf"), InlineData("Prof.Love"), InlineData("Anna geb.Li"), InlineData("K.-H."), InlineData("Hl.Kreuz")]
    // English-speaking countries
    [InlineData("J.R.R."), InlineData("J.R.R.Tolkien"), InlineData("O'Brien"), InlineData("Smith Jr.")]
    [InlineData("St.John"), InlineData("John Q.")]
    [InlineData("J.Law"), InlineData("B.Love"), InlineData("M.Sc."), InlineData("B.Com"), InlineData("Ph.D.")]
    [InlineData("Washington D.C.")]
    [InlineData("N.Y.C."), InlineData("L.A."), InlineData("Co.Down"), InlineData("Mt.Vernon")]
    [InlineData("Ft.Worth, TX"), InlineData("c/o Miller")]
    // France, Belgium, Catalonia, Italy, Spain, Portugal, Latin America
    [InlineData("d’Arc"), InlineData("D'Angelo"), InlineData("L'Hospitalet"), InlineData("Sant Cel·loni"), InlineData("Ste.Marie")]
    [InlineData("Mª Dolores"), InlineData("M.ª Dolores"), InlineData("Fco.Javier"), InlineData("Sto.Domingo")]
    [InlineData("Reggio nell'Emilia")]
    [InlineData("S.Paulo/SP"), InlineData("Nª Sra. de Fátima"), InlineData("S.Giovanni Rotondo"), InlineData("Cd.Juárez")]
    // Poland, Czechia, Croatia, Hungary, Romania, Russia, Greece
    [InlineData("Łukasz św.Jana"), InlineData("dr.sc.Ivan Horvat"), InlineData("Hradec Kr."), InlineData("Sz.Nagy")]
    [InlineData("Şt.O.Iosif")]
    [InlineData("А.С.Пушкин"), InlineData("А.И.Ли"), InlineData("г.Москва"), InlineData("Αγ.Νικόλαος"), InlineData("С.-Петербург")]
    // Turkey, Arab countries, Iran, Israel, India, Sri Lanka
    [InlineData("Şanlıurfa"), InlineData("علی‌رضا"), InlineData("م.علي"), InlineData("צה\"ל")]
    [InlineData("A.P.J.Abdul Kalam"), InlineData("M.S.Dhoni")]
    [InlineData("Md.Rahman"), InlineData("Md.Ali"), InlineData("Mohd.Shah"), InlineData("श्री.कुमार"), InlineData("W.A.Silva")]
    // China, Korea, Japan, Vietnam, the Philippines, Hawaii
    [InlineData("J.Li"), InlineData("M.Ng"), InlineData("X.Ma"), InlineData("Th.Ly"), InlineData("李小龙")]
    [InlineData("阿里·买买提"), InlineData("김.영수")]
    [InlineData("Ma.Theresa"), InlineData("Ma.Li"), InlineData("Tp.Hồ Chí Minh"), InlineData("Kaʻū"), InlineData("Honolulu, HI")]
    [InlineData("Maria"), InlineData("-"), InlineData("."), InlineData("..."), InlineData("Wien…")]
    [InlineData("1010 Wien"), InlineData("Hotel: Post")]
    public void A_name_or_a_place_is_no_link(string text) => Assert.False(LinkDetector.HasLink(text));

    [Theory]
    [InlineData("visit xyz.", "biz")]
    [InlineData("visit xyz.", "biz/offer")]
    [InlineData("visit xyz", ".biz")]
    [InlineData("visit t.", "me/offer")]
    [InlineData("visit xyz．", "biz")]
    public void A_link_over_two_fields_is_found(string first, string second) => Assert.True(LinkDetector.HasLink(first, second));

    [Theory]
    [InlineData("Fco.", "de la Torre")]
    [InlineData("Joh.", "de Vries")]
    [InlineData("J.", "li")]
    [InlineData("Maria J.", "Li")]
    [InlineData("Joh.", "Love")]
    [InlineData("St.", "Pölten")]
    [InlineData("J.R.R.", "Tolkien")]
    [InlineData("Maria", "biz")]
    [InlineData(".", "biz")]
    [InlineData("-", "-")]
    [InlineData("", "")]
    public void A_name_in_two_fields_is_no_link(string first, string second) => Assert.False(LinkDetector.HasLink(first, second));

    [Theory, InlineData("de", true), InlineData("DE", true), InlineData("рф", true), InlineData("xn--p1ai", true), InlineData("bd", true)]
    [InlineData("xx", false), InlineData("pölten", false), InlineData("a", false), InlineData("", false), InlineData("-", false)]
    public void Top_level_domains_are_known_in_every_spelling(string label, bool isOne) =>
        Assert.Equal(isOne, TopLevelDomains.Contains(label));
}
