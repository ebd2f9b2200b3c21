# ruff: noqa: E501 -- an element of XML reads best on one line
"""Capabilities of small WMS and WFS."""

WMS_130 = b"""<WMS_Capabilities version="1.3.0" xmlns="http://www.opengis.net/wms" xmlns:xlink="http://www.w3.org/1999/xlink">
<Service><Name>WMS</Name><Title>Service de cartes</Title><OnlineResource xlink:href="https://x.example/wms"/></Service>
<Capability><Request><GetMap><Format>image/png</Format><DCPType><HTTP><Get><OnlineResource xlink:href="https://x.example/wms"/></Get></HTTP></DCPType></GetMap></Request>
<Layer><Title>Tout</Title><EX_GeographicBoundingBox><westBoundLongitude>-5</westBoundLongitude><eastBoundLongitude>9</eastBoundLongitude>
<southBoundLatitude>41</southBoundLatitude><northBoundLatitude>51</northBoundLatitude></EX_GeographicBoundingBox>
<Layer queryable="1"><Name>baignade</Name><Title>Eaux  de baignade</Title><Abstract>Classement des sites.</Abstract></Layer>
<Layer><Name>captages</Name><Title>captages</Title></Layer></Layer></Capability></WMS_Capabilities>"""

WMS_111 = b"""<WMT_MS_Capabilities version="1.1.1"><Service><Name>OGC:WMS</Name><Title>Cartes</Title>
<OnlineResource xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://x.example/wms"/></Service>
<Capability><Request><GetMap><Format>image/png</Format></GetMap></Request><Layer><Title>Tout</Title>
<Layer><Name>bruit</Name><Title>Bruit routier</Title><LatLonBoundingBox minx="1" miny="44" maxx="2" maxy="45"/></Layer>
</Layer></Capability></WMT_MS_Capabilities>"""

WFS_200 = """<wfs:WFS_Capabilities version="2.0.0" xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:ows="http://www.opengis.net/ows/1.1"
 xmlns:ms="http://mapserver.gis.umn.edu/mapserver" xmlns:xlink="http://www.w3.org/1999/xlink">
<ows:ServiceIdentification><ows:Title>Téléchargement</ows:Title><ows:ServiceType>WFS</ows:ServiceType></ows:ServiceIdentification>
<ows:OperationsMetadata><ows:Operation name="GetFeature"><ows:DCP><ows:HTTP><ows:Get xlink:href="https://x.example/wfs"/></ows:HTTP></ows:DCP></ows:Operation></ows:OperationsMetadata>
<wfs:FeatureTypeList><wfs:FeatureType><wfs:Name>ms:icpe</wfs:Name><wfs:Title>Installations classées</wfs:Title>
<wfs:DefaultCRS>urn:ogc:def:crs:EPSG::2154</wfs:DefaultCRS><ows:WGS84BoundingBox><ows:LowerCorner>-1 43</ows:LowerCorner><ows:UpperCorner>2 45</ows:UpperCorner></ows:WGS84BoundingBox>
</wfs:FeatureType></wfs:FeatureTypeList></wfs:WFS_Capabilities>""".encode()

WFS_110 = (
    WFS_200.replace(b'version="2.0.0"', b'version="1.1.0"')
    .replace(b"http://www.opengis.net/wfs/2.0", b"http://www.opengis.net/wfs")
    .replace(b"http://www.opengis.net/ows/1.1", b"http://www.opengis.net/ows")
    .replace(b"DefaultCRS", b"DefaultSRS")
)
