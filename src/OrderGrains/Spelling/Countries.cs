using System.Collections.Frozen;

namespace OrderGrains;

/// <summary>Countries: spelled by the three letters of ISO 3166-1, as VTEX takes them.</summary>
public static class Countries
{
    /// <summary>Brazil, where no country is told.</summary>
    public const string Brazil = "BRA";

    // Two letters, three letters, then the names in Portuguese, English and Spanish as Letters.Plain leaves them.
    private const string Table = """
        AD AND andorra; AE ARE emiradosarabesunidos unitedarabemirates emiratosarabesunidos; AF AFG afeganistao afghanistan afganistan;
        AG ATG antiguaebarbuda antiguabarbuda antiguaybarbuda; AI AIA anguila anguilla; AL ALB albania; AM ARM armenia; AO AGO angola;
        AQ ATA antartida antarctica; AR ARG argentina; AS ASM samoaamericana americansamoa; AT AUT austria; AU AUS australia;
        AW ABW aruba; AX ALA ilhasaland alandislands islasaland; AZ AZE azerbaijao azerbaijan azerbaiyan;
        BA BIH bosniaeherzegovina bosniaherzegovina bosniayherzegovina; BB BRB barbados; BD BGD bangladesh banglades;
        BE BEL belgica belgium; BF BFA burquinafaso burkinafaso; BG BGR bulgaria; BH BHR barein bahrain; BI BDI burundi; BJ BEN benin;
        BL BLM saobartolomeu stbarthelemy sanbartolome; BM BMU bermudas bermuda; BN BRN brunei; BO BOL bolivia;
        BQ BES paisesbaixoscaribenhos caribbeannetherlands caribeneerlandes; BR BRA brasil brazil republicafederativadobrasil;
        BS BHS bahamas; BT BTN butao bhutan butan; BV BVT ilhabouvet bouvetisland islabouvet; BW BWA botsuana botswana;
        BY BLR bielorrussia belarus bielorrusia; BZ BLZ belize belice; CA CAN canada; CC CCK ilhascocos cocosislands islascocos;
        CD COD congokinshasa republicademocraticadelcongo; CF CAF republicacentroafricana centralafricanrepublic;
        CG COG republicadocongo congobrazzaville; CH CHE suica switzerland suiza; CI CIV costadomarfim cotedivoire ivorycoast;
        CK COK ilhascook cookislands islascook; CL CHL chile; CM CMR camaroes cameroon camerun; CN CHN china; CO COL colombia;
        CR CRI costarica; CU CUB cuba; CV CPV caboverde capeverde; CW CUW curacao curazao;
        CX CXR ilhachristmas christmasisland isladenavidad; CY CYP chipre cyprus;
        CZ CZE tchequia czechia chequia republicatcheca czechrepublic; DE DEU alemanha germany alemania; DJ DJI djibuti djibouti yibuti;
        DK DNK dinamarca denmark; DM DMA dominica; DO DOM republicadominicana dominicanrepublic; DZ DZA argelia algeria;
        EC ECU equador ecuador; EE EST estonia; EG EGY egito egypt egipto; EH ESH saaraocidental westernsahara saharaoccidental;
        ER ERI eritreia eritrea; ES ESP espanha spain espana; ET ETH etiopia ethiopia; FI FIN finlandia finland; FJ FJI fiji fiyi;
        FK FLK ilhasmalvinas falklandislands islasmalvinas; FM FSM micronesia; FO FRO ilhasfaroe faroeislands islasferoe;
        FR FRA franca france francia; GA GAB gabao gabon; GB GBR reinounido unitedkingdom inglaterra england granbretanha escocia;
        GD GRD granada grenada; GE GEO georgia; GF GUF guianafrancesa frenchguiana guayanafrancesa; GG GGY guernsey guernesey;
        GH GHA gana ghana; GI GIB gibraltar; GL GRL groenlandia greenland; GM GMB gambia; GN GIN guine guinea;
        GP GLP guadalupe guadeloupe; GQ GNQ guineequatorial equatorialguinea guineaecuatorial; GR GRC grecia greece;
        GS SGS ilhasgeorgiadosulesandwichdosul southgeorgiasouthsandwichislands islasgeorgiadelsurysandwichdelsur; GT GTM guatemala;
        GU GUM guam; GW GNB guinebissau guineabissau guineabisau; GY GUY guiana guyana; HK HKG hongkong;
        HM HMD ilhasheardemcdonald heardmcdonaldislands islasheardymcdonald; HN HND honduras; HR HRV croacia croatia; HT HTI haiti;
        HU HUN hungria hungary; ID IDN indonesia; IE IRL irlanda ireland; IL ISR israel; IM IMN ilhademan isleofman islademan;
        IN IND india; IO IOT territoriobritanicodooceanoindico britishindianoceanterritory territoriobritanicodeloceanoindico;
        IQ IRQ iraque iraq irak; IR IRN ira iran; IS ISL islandia iceland; IT ITA italia italy; JE JEY jersey; JM JAM jamaica;
        JO JOR jordania jordan; JP JPN japao japan japon; KE KEN quenia kenya kenia; KG KGZ quirguistao kyrgyzstan kirguistan;
        KH KHM camboja cambodia camboya; KI KIR quiribati kiribati; KM COM comores comoros comoras;
        KN KNA saocristovaoenevis stkittsnevis sancristobalynieves; KP PRK coreiadonorte northkorea coreadelnorte;
        KR KOR coreiadosul southkorea coreadelsur coreia korea; KW KWT kuwait; KY CYM ilhascayman caymanislands islascaiman;
        KZ KAZ cazaquistao kazakhstan kazajistan; LA LAO laos; LB LBN libano lebanon; LC LCA santalucia stlucia; LI LIE liechtenstein;
        LK LKA srilanka; LR LBR liberia; LS LSO lesoto lesotho; LT LTU lituania lithuania; LU LUX luxemburgo luxembourg;
        LV LVA letonia latvia; LY LBY libia libya; MA MAR marrocos morocco marruecos; MC MCO monaco; MD MDA moldavia moldova;
        ME MNE montenegro; MF MAF saomartinho stmartin sanmartin; MG MDG madagascar; MH MHL ilhasmarshall marshallislands islasmarshall;
        MK MKD macedoniadonorte northmacedonia macedoniadelnorte; ML MLI mali; MM MMR mianmar myanmar; MN MNG mongolia;
        MO MAC macau macao; MP MNP ilhasmarianasdonorte northernmarianaislands islasmarianasdelnorte; MQ MTQ martinica martinique;
        MR MRT mauritania; MS MSR montserrat; MT MLT malta; MU MUS mauricio mauritius; MV MDV maldivas maldives; MW MWI malaui malawi;
        MX MEX mexico; MY MYS malasia malaysia; MZ MOZ mocambique mozambique; NA NAM namibia;
        NC NCL novacaledonia newcaledonia nuevacaledonia; NE NER niger; NF NFK ilhanorfolk norfolkisland islanorfolk; NG NGA nigeria;
        NI NIC nicaragua; NL NLD paisesbaixos netherlands paisesbajos holanda holland; NO NOR noruega norway; NP NPL nepal;
        NR NRU nauru; NU NIU niue; NZ NZL novazelandia newzealand nuevazelanda; OM OMN oma oman; PA PAN panama; PE PER peru;
        PF PYF polinesiafrancesa frenchpolynesia; PG PNG papuanovaguine papuanewguinea papuanuevaguinea; PH PHL filipinas philippines;
        PK PAK paquistao pakistan; PL POL polonia poland; PM SPM saopedroemiquelao stpierremiquelon sanpedroymiquelon;
        PN PCN ilhaspitcairn pitcairnislands islaspitcairn; PR PRI portorico puertorico;
        PS PSE territoriospalestinos palestinianterritories; PT PRT portugal; PW PLW palau palaos; PY PRY paraguai paraguay;
        QA QAT catar qatar; RE REU reuniao reunion; RO ROU romenia romania rumania; RS SRB servia serbia;
        RU RUS russia rusia federacaorussa; RW RWA ruanda rwanda; SA SAU arabiasaudita saudiarabia arabiasaudi;
        SB SLB ilhassalomao solomonislands islassalomon; SC SYC seicheles seychelles; SD SDN sudao sudan; SE SWE suecia sweden;
        SG SGP singapura singapore singapur; SH SHN santahelena sthelena santaelena; SI SVN eslovenia slovenia;
        SJ SJM svalbardejanmayen svalbardjanmayen svalbardyjanmayen; SK SVK eslovaquia slovakia;
        SL SLE serraleoa sierraleone sierraleona; SM SMR sanmarino; SN SEN senegal; SO SOM somalia; SR SUR suriname surinam;
        SS SSD sudaodosul southsudan sudandelsur; ST STP saotomeeprincipe saotomeprincipe santotomeyprincipe; SV SLV elsalvador;
        SX SXM sintmaarten; SY SYR siria syria; SZ SWZ essuatini eswatini esuatini;
        TC TCA ilhasturcasecaicos turkscaicosislands islasturcasycaicos; TD TCD chade chad;
        TF ATF territoriosfrancesesdosul frenchsouthernterritories territoriosaustralesfranceses; TG TGO togo;
        TH THA tailandia thailand; TJ TJK tadjiquistao tajikistan tayikistan; TK TKL tokelau; TL TLS timorleste;
        TM TKM turcomenistao turkmenistan; TN TUN tunisia tunez; TO TON tonga; TR TUR turquia turkiye turkey;
        TT TTO trinidadetobago trinidadtobago trinidadytobago; TV TUV tuvalu; TW TWN taiwan; TZ TZA tanzania; UA UKR ucrania ukraine;
        UG UGA uganda; UM UMI ilhasmenoresdistantesdoseua usoutlyingislands islasmenoresalejadasdeeeuu;
        US USA estadosunidos unitedstates eua estadosunidosdaamerica unitedstatesofamerica; UY URY uruguai uruguay;
        UZ UZB uzbequistao uzbekistan; VA VAT cidadedovaticano vaticancity ciudaddelvaticano;
        VC VCT saovicenteegranadinas stvincentgrenadines sanvicenteylasgranadinas; VE VEN venezuela;
        VG VGB ilhasvirgensbritanicas britishvirginislands islasvirgenesbritanicas;
        VI VIR ilhasvirgensamericanas usvirginislands islasvirgenesdeeeuu; VN VNM vietna vietnam vietname; VU VUT vanuatu;
        WF WLF wallisefutuna wallisfutuna wallisyfutuna; WS WSM samoa; YE YEM iemen yemen; YT MYT mayotte;
        ZA ZAF africadosul southafrica sudafrica; ZM ZMB zambia; ZW ZWE zimbabue zimbabwe;
        """;

    private static readonly FrozenDictionary<string, string> ByName = Read();

    /// <summary>The three letters; Brazil's where nothing is told, null where the text names no country.</summary>
    public static string? Spelled(string? text) => string.IsNullOrWhiteSpace(text) ? Brazil : ByName.GetValueOrDefault(Letters.Plain(text));

    /// <summary>Whether the text names another country than Brazil.</summary>
    public static bool IsForeign(string? text) => Spelled(text) is not (null or Brazil);

    private static FrozenDictionary<string, string> Read()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in Table.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = row.Split(' ');
            foreach (var word in words)
            {
                names.TryAdd(word.ToLowerInvariant(), words[1]);
            }
        }

        return names.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
